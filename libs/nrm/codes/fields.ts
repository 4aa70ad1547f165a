import { Type } from 'typebox';
import { fieldGroups, personal } from '#kernel';

/** One of a code list. */
export const code = <const T extends readonly string[]>(list: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...list] });

export const uuid = Type.String({ format: 'uuid' });
/** A local date `YYYY-MM-DD` of the country pack's time zone. */
export const date = Type.String({ format: 'date' });
/** An instant, ISO 8601 in UTC. */
export const instant = Type.String({ format: 'date-time' });
/** ISO 3166-1 alpha-2; `ZZ` unknown. */
export const country = Type.String({ pattern: '^[A-Z]{2}$' });
/** ISO 3166-2. */
export const region = Type.String({ pattern: '^[A-Z]{2}-[A-Z0-9]{1,3}$' });
/** BCP 47. */
export const language = Type.String({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$' });
/** A label chosen by people, unique in its plan. */
export const label = Type.String({ minLength: 1, maxLength: 64 });
export const fieldGroup = code(fieldGroups);

/** What may be said of a person; each field sealed with her key. */
export const person = Type.Object(
  {
    name: Type.Optional(personal('Identity')),
    birthDate: Type.Optional(personal('Identity')),
    identityNumber: Type.Optional(personal('Identity')),
    phone: Type.Optional(personal('Contact')),
    email: Type.Optional(personal('Contact')),
    safeContact: Type.Optional(personal('SafeContact')),
    address: Type.Optional(personal('Location')),
  },
  { additionalProperties: false },
);
