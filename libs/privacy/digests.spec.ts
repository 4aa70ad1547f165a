import { generateKeySync } from 'node:crypto';
import * as fc from 'fast-check';
import { isUuid } from '#kernel';
import { digest, digestUuid } from './digests.js';

const newKey = () => generateKeySync('hmac', { length: 256 });
const key = newKey();
const hex = (parts: unknown): string => digest(key, parts, 16).toString('hex');

describe('digest', () => {
  it('is of the length asked for', () => {
    expect(digest(key, 'a', 8)).toHaveLength(8);
  });

  it('does not depend on the order of members, at any depth', () => {
    expect(hex({ a: 1, b: { c: [2], d: '3' } })).toBe(hex({ b: { d: '3', c: [2] }, a: 1 }));
  });

  it('depends on everything else', () => {
    const different = [{ a: 1 }, { a: '1' }, { a: [1] }, { b: 1 }, [1, 2], [2, 1], ['a', 'b'], ['ab'], null, {}, []];
    expect(new Set(different.map(hex)).size).toBe(different.length);
  });

  it('depends on the key', () => {
    expect(digest(newKey(), 'a', 16)).not.toEqual(digest(key, 'a', 16));
  });

  it('takes any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(hex(value)).toBe(hex(JSON.parse(JSON.stringify(value))));
      }),
    );
  });
});

describe('digestUuid', () => {
  it('is a UUID of version 8 that follows from its parts', () => {
    const id = digestUuid(key, ['uk-nrm', 'A-1']);
    expect(isUuid(id)).toBe(true);
    expect(id).toMatch(/^.{14}8.{4}[89ab]/);
    expect(digestUuid(key, ['uk-nrm', 'A-1'])).toBe(id);
    expect(digestUuid(key, ['uk-nrm', 'A-2'])).not.toBe(id);
  });
});
