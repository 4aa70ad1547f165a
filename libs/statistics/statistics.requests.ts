import { Transform } from 'class-transformer';
import { ArrayUnique, IsIn, IsOptional, ValidateBy } from 'class-validator';
import { IsLocalDate } from '#http';
import { isLocalDate } from '#kernel';
import { dimensions, units, type Dimension, type Unit } from './questions.js';

const isInstant = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
  isLocalDate(value.slice(0, 10)) &&
  !Number.isNaN(Date.parse(value));

/** A question to the statistics. */
export class StatisticsRequest {
  /** Dimensions, separated by commas; none: one cell with the total. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    value === '' ? [] : typeof value === 'string' ? value.split(',') : value,
  )
  @IsIn(dimensions, { each: true })
  @ArrayUnique({ message: 'groupBy must not name a dimension twice' })
  groupBy: Dimension[] = [];

  /** First day. */
  @IsOptional()
  @IsLocalDate()
  from?: string;

  /** Last day. */
  @IsOptional()
  @IsLocalDate()
  to?: string;

  /** As known at an instant, or at the end of a day of the country; without: now. */
  @IsOptional()
  @ValidateBy({
    name: 'isDateOrInstant',
    validator: {
      // the server's calendar has no year 0, which an offset could lead to
      validate: (value) => (isLocalDate(value) || isInstant(value)) && value >= '1900',
      defaultMessage: () => 'knownAt must be a date, YYYY-MM-DD, or an instant with its offset',
    },
  })
  knownAt?: string;

  /** What is counted. */
  @IsOptional()
  @IsIn(units)
  unit: Unit = 'victim';
}
