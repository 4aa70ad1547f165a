import { IsIn, IsOptional, Matches } from 'class-validator';

export class ImportQuery {
  /** The system the references are of: with a reference it is the key that tells a known case. */
  @IsOptional()
  @Matches(/^[\w. -]{1,40}$/, { message: '$property must be 1 to 40 letters, digits, dots, dashes or spaces' })
  source: string = 'HTCDS';
  /** `true`: say what would be done, and do nothing. */
  @IsOptional() @IsIn(['true', 'false']) dryRun: 'true' | 'false' = 'false';
}
