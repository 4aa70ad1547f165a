import { IsOptional, Matches } from 'class-validator';

export class CaseQuery {
  /** Show the case as it was known then: an instant, or a date for the end of that day. Your rights stay today's.
   * @example '2026-11-21T12:00:00Z' */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/, {
    message: '$property must be a date, YYYY-MM-DD, or an instant with its offset',
  })
  asOf?: string;
}
