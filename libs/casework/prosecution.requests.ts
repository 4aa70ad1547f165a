import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { IsLocalDate } from '#http';
import { articleNumber, proceedingStages, type ProceedingStage } from '#nrm/codes';

const IsArticle = () =>
  Matches(articleNumber, { message: '$property must be the number of an article, like 166 or 130.1' });

/** A criminal proceeding, given to a prosecutor's office. */
export class RegisterProceedingRequest {
  /** Absent: the server makes one. */
  @IsOptional() @IsUUID() proceedingId?: string;
  /** The prosecutor's office that leads it, and thereby gets its part in the case. */
  @IsUUID() office: string;
  /** Number in the unified register of crimes; sealed. */
  @IsString() @Length(1, 64) registerNumber: string;
  @IsLocalDate() registeredOn: string;
  /** Articles of the criminal code.
   * @example ['166'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Matches(articleNumber, {
    each: true,
    message: 'each value in $property must be the number of an article, like 166 or 130.1',
  })
  articles: string[];
}

export class MoveStageRequest {
  @IsIn(proceedingStages) stage: ProceedingStage;
  @IsLocalDate() on: string;
  /** Needed when it is dismissed or suspended; sealed. */
  @IsOptional() @IsString() @Length(1, 1000) ground?: string;
}

/** A charge that is brought under another article. */
export class RequalifyChargeRequest {
  /** One of the articles that the proceeding is under now.
   * @example '166' */
  @IsArticle() from: string;
  /** Where the proceeding is under it already, the two charges become one.
   * @example '170' */
  @IsArticle() to: string;
  @IsLocalDate() on: string;
  /** Sealed. */
  @IsString() @Length(1, 1000) ground: string;
}
