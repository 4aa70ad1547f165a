import { Transform } from 'class-transformer';
import { IsString, Length } from 'class-validator';

/** Why an event is left out. */
export class SkipRequest {
  /** For those who ask later. It is stored as it is: no personal data. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @Length(3, 500)
  reason: string;
}
