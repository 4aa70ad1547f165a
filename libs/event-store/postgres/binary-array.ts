/*
 * Arrays in PostgreSQL's binary form, which `pg` sends as they are: dimensions, null flag, element type, length, lower
 * bound, then each element after its length (array_recv in src/backend/utils/adt/arrayfuncs.c). In the textual form each
 * quote of a JSON text would be escaped here and unescaped there, and each UUID parsed.
 */
const oids = { bytea: 17, integer: 23, text: 25, uuid: 2950 };
const headerBytes = 20;

/** A `text[]`; no element is null. */
export function textArray(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const buffer = arrayOf(
    oids.text,
    texts.length,
    lengths.reduce((sum, length) => sum + length, 0),
  );
  let at = headerBytes;
  for (const [i, text] of texts.entries()) {
    at = buffer.writeInt32BE(lengths[i]!, at);
    at += buffer.write(text, at);
  }
  return buffer;
}

/** A `bytea[]`. */
export function byteArray(values: readonly Buffer[]): Buffer {
  const buffer = arrayOf(
    oids.bytea,
    values.length,
    values.reduce((sum, { length }) => sum + length, 0),
  );
  let at = headerBytes;
  for (const value of values) {
    at = buffer.writeInt32BE(value.length, at);
    at += value.copy(buffer, at);
  }
  return buffer;
}

/** An `integer[]`. */
export function integerArray(numbers: readonly number[]): Buffer {
  const buffer = arrayOf(oids.integer, numbers.length, 4 * numbers.length);
  let at = headerBytes;
  for (const number of numbers) {
    at = buffer.writeInt32BE(4, at);
    at = buffer.writeInt32BE(number, at);
  }
  return buffer;
}

/** A `uuid[]`; each element has passed `isUuid` of the kernel. */
export function uuidArray(uuids: readonly string[]): Buffer {
  const buffer = arrayOf(oids.uuid, uuids.length, 16 * uuids.length);
  let at = headerBytes;
  for (const uuid of uuids) {
    at = buffer.writeInt32BE(16, at);
    at += buffer.write(uuid.replaceAll('-', ''), at, 16, 'hex');
  }
  return buffer;
}

function arrayOf(oid: number, count: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + 4 * count + bytes);
  let at = 0;
  for (const number of [1, 0, oid, count, 1]) at = buffer.writeInt32BE(number, at);
  return buffer;
}
