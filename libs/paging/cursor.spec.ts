import { randomUUID } from 'node:crypto';
import { Problem } from '#kernel';
import * as fc from 'fast-check';
import { readCursor, toPage, writeCursor } from './cursor.js';

const id = randomUUID();
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('comes back as it was written, and is safe in a URL', () => {
    const values = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(values, fc.uuid(), (value, id) => {
        const text = writeCursor({ value, id });
        expect(text).toMatch(/^[\w-]+$/);
        expect(readCursor(text, 'text')).toEqual({ value, id });
      }),
    );
  });

  it('is absent on the first page', () => {
    expect(readCursor(undefined, 'date')).toBeUndefined();
  });

  it.each([
    ['no base64url', 'date', '%%%'],
    ['no JSON', 'date', 'abcd'],
    ['no list', 'date', encode({ value: '2026-11-21', id })],
    ['too long', 'date', encode(['2026-11-21', id, 1])],
    ['no date', 'date', encode(['2026-02-30', id])],
    ['a year that no table can hold', 'date', encode(['0000-01-01', id])],
    ['an instant in such a year', 'instant', encode(['0000-01-01T00:00:00Z', id])],
    ['no instant', 'instant', encode(['2026-11-21', id])],
    ['an instant of a day that does not exist', 'instant', encode(['2026-02-30T00:00:00Z', id])],
    ['an instant that does not exist', 'instant', encode(['2026-11-21T99:00:00Z', id])],
    ['a text that no table can hold', 'text', encode(['a\0b', id])],
    ['no id', 'text', encode(['a', 'b'])],
    ['no text', 'text', encode([1, id])],
  ] as const)('with %s is a problem that names it', (_, kind, text) => {
    expect.assertions(2);
    try {
      readCursor(text, kind);
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      expect(error).toMatchObject({ type: 'malformed-request', errors: [{ pointer: '/cursor' }] });
    }
  });
});

describe('a page', () => {
  const page = (rows: readonly number[], limit: number) =>
    toPage(rows, limit, String, (row) => ({ value: String(row), id }));

  it('has a next one when there was a row too many', () => {
    expect(page([1, 2, 3], 2)).toEqual({ items: ['1', '2'], nextCursor: writeCursor({ value: '2', id }) });
  });

  it('is the last when the rows just fill it, or there are none', () => {
    expect(page([1, 2], 2)).toEqual({ items: ['1', '2'], nextCursor: null });
    expect(page([], 2)).toEqual({ items: [], nextCursor: null });
  });
});
