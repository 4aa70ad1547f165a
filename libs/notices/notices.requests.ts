import { IsOptional, Matches, ValidateBy } from 'class-validator';
import { isLocalDate } from '#kernel';
import { PageRequest } from '#paging';

/** Which notices to list. */
export class NoticesRequest extends PageRequest {
  /** Only those after this instant, ISO 8601 in UTC.
   * @example '2026-11-22T06:00:00Z' */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/, { message: 'since must be an instant in UTC' })
  @ValidateBy({
    name: 'isRealInstant',
    validator: {
      // Date.parse takes the 30th of February for a day of March, the database does not
      validate: (value) =>
        typeof value === 'string' &&
        value >= '1900' &&
        isLocalDate(value.slice(0, 10)) &&
        !Number.isNaN(Date.parse(value)),
      defaultMessage: () => 'since must be an instant in UTC',
    },
  })
  since?: string;
}
