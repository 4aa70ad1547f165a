import { canonicalJson } from './canonical-json.js';

describe('canonical JSON', () => {
  it('has the members of every object in the order of their names, and no space', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 'é\n' }, null], a: { z: false, Y: 1.5 } })).toBe(
      '{"a":{"Y":1.5,"z":false},"b":[{"c":"é\\n","d":1},null]}',
    );
  });

  it('is one for all ways to write the same', () => {
    const one = JSON.parse('{"x": 1.0, "y": {"b": "\\u0430", "a": []}}') as unknown;
    const other = JSON.parse('{"y":{"a":[],"b":"а"},"x":1}') as unknown;
    expect(canonicalJson(one)).toBe(canonicalJson(other));
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });

  it('leaves no member out, whatever its name', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"y":1,"x":[]},"a":{"__proto__":2}}'))).toBe(
      '{"__proto__":{"x":[],"y":1},"a":{"__proto__":2},"b":1}',
    );
  });
});
