import { IsIn, IsString, Matches } from 'class-validator';
import { erasureReasons, type ErasureReason } from '#nrm/codes';

const reasonsToAsk = erasureReasons.filter((reason) => reason !== 'RetentionOver');

/** Why a person is erased: codes, since words about her would have to go with her. */
export class EraseRequest {
  @IsIn(reasonsToAsk) reason: ErasureReason;
  /** The law it rests on: a code of the country pack.
   * @example 'KG-Law-58-2008' */
  @IsString()
  @Matches(/^[A-Za-z0-9.-]{1,64}$/, { message: '$property must be a code of the country pack' })
  legalGround: string;
}
