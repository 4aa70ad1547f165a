import type { KeyObject } from 'node:crypto';
import { type EventDefinition, type FieldGroup, Problem } from '#kernel';
import { decrypt, encrypt } from './aes-gcm.js';
import { mapField, personalFields } from './personal-fields.js';

const PREFIX = 'sealed.v1.';
const BLOCK = 32;
const PAD = 0x80;

/** A stored personal field is not what was sealed there: altered, moved from elsewhere, or in clear. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';

  constructor(
    readonly eventId: string,
    readonly pointer: string,
  ) {
    super(`the seal of ${pointer} in event ${eventId} is broken`);
  }
}

/** What binds sealed text to its place. */
export interface Place {
  readonly stream: string;
  readonly eventId: string;
}

const boundTo = ({ stream, eventId }: Place, at: string): string => JSON.stringify([stream, eventId, at]);

/**
 * The data of an event with each personal text sealed: `sealed.v1.` and the base64url of iv | ciphertext | tag,
 * AES-256-GCM with the stream, the event and the field (its JSON pointer) as associated data. So an upcaster may neither
 * move nor rename a personal field. Texts are padded to whole blocks of 32 bytes, so that the length of a stored text
 * does not tell a phone from an e-mail address or one name from another.
 * Throws Problem for a text that already looks sealed: nobody may bring a ciphertext from elsewhere.
 */
export function seal(definition: EventDefinition, place: Place, data: object, key: KeyObject): object {
  return personalFields(definition).reduce(
    (sealed, field) =>
      mapField(sealed, field, (value, at) => {
        if (typeof value !== 'string') throw new TypeError(`${at} of ${definition.type} is personal and not a text`);
        if (value.startsWith(PREFIX)) {
          throw new Problem('malformed-request', 'A sealed text cannot be recorded.', [
            { pointer: at, detail: 'must not be a sealed text' },
          ]);
        }
        return PREFIX + encrypt(key, pad(value), boundTo(place, at)).toString('base64url');
      }),
    data,
  );
}

/** The data of an event, opened as far as the reader may see it. */
export interface OpenedData {
  readonly data: object;
  /** The groups that the event has something of and the reader may not see. */
  readonly hidden: ReadonlySet<FieldGroup>;
  /** There was something personal, and its key is gone: nobody can see it. */
  readonly erased: boolean;
}

/**
 * Opens the sealed texts of the groups that the reader may see and leaves the others out; with no key (the person was
 * erased) leaves all of them out. `data` is of the definition's version.
 * Throws SealBrokenError for a text that was not sealed in this place with this key.
 */
export function open(
  definition: EventDefinition,
  place: Place,
  data: object,
  key: KeyObject | undefined,
  groups: ReadonlySet<FieldGroup>,
): OpenedData {
  const hidden = new Set<FieldGroup>();
  let erased = false;
  const opened = personalFields(definition).reduce(
    (rest, field) =>
      mapField(rest, field, (value, at) => {
        if (!key) {
          erased = true;
          return undefined;
        }
        if (!groups.has(field.group)) {
          hidden.add(field.group);
          return undefined;
        }
        return openText(value, place, at, key);
      }),
    data,
  );
  return { data: opened, hidden, erased };
}

function openText(value: unknown, place: Place, at: string, key: KeyObject): string {
  const sealed = typeof value === 'string' && value.startsWith(PREFIX) ? value.slice(PREFIX.length) : '';
  const plain = decrypt(key, Buffer.from(sealed, 'base64url'), boundTo(place, at));
  if (plain === undefined) throw new SealBrokenError(place.eventId, at);
  return plain.toString('utf8', 0, plain.lastIndexOf(PAD));
}

/** ISO/IEC 7816-4 padding: one byte 0x80, then zeros. */
function pad(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const padded = Buffer.alloc(Math.ceil((length + 1) / BLOCK) * BLOCK);
  padded.write(text);
  padded[length] = PAD;
  return padded;
}
