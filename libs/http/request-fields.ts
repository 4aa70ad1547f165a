import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { isISO31661Alpha2, Matches, ValidateBy, type ValidationOptions } from 'class-validator';
import { isLocalDate } from '#kernel';

/** A real calendar date `YYYY-MM-DD`. */
export const IsLocalDate = (options?: ValidationOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'date', example: '2026-11-21' }),
    ValidateBy(
      {
        name: 'isLocalDate',
        validator: {
          validate: isLocalDate,
          defaultMessage: (args) => `${args?.property} must be a date, YYYY-MM-DD`,
        },
      },
      options,
    ),
  );

/** Kosovo has a code in use that is not in ISO 3166-1; ZZ is unknown. */
const besideIso = new Set(['XK', 'ZZ']);

/** Whether a text is an ISO 3166-1 alpha-2 code in upper case, `XK` or `ZZ` (unknown). */
export const isCountryCode = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Z]{2}$/.test(value) && (besideIso.has(value) || isISO31661Alpha2(value));

/** ISO 3166-1 alpha-2, or `ZZ` for unknown. */
export const IsCountryCode = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isCountryCode',
      validator: {
        validate: isCountryCode,
        defaultMessage: (args) => `${args?.property} must be ISO 3166-1 alpha-2 in upper case, ZZ for unknown`,
      },
    },
    options,
  );

/** ISO 3166-2, like KG-GO. */
export const IsRegionCode = (options?: ValidationOptions): PropertyDecorator =>
  Matches(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, { message: '$property must be an ISO 3166-2 code, like KG-GO', ...options });
