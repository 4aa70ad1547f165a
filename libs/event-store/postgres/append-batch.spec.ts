import { randomUUID } from 'node:crypto';
import { someEvents } from '../events.testing.js';
import { admission, toAppend } from './append-batch.js';

describe('admission to a batch of appends', () => {
  const append = (stream: string, commandId: string = randomUUID(), data: object = {}) =>
    toAppend(stream, -1, someEvents(1, { commandId, data }));

  it('takes no stream and no command twice, and nobody overtakes one who waits', () => {
    const admit = admission();
    const [command, other] = [randomUUID(), randomUUID()];
    const verdicts = [
      append('a', command),
      append('b', command), // the command is taken
      append('b'), // would overtake the one before
      append('a', other), // the stream is taken
      append('c', other), // would overtake the one before
      append('d'),
    ].map(admit);
    expect(verdicts).toEqual(['in', 'next', 'next', 'next', 'next', 'in']);
  });

  it('ends at 500 appends', () => {
    const admit = admission();
    const verdicts = Array.from({ length: 502 }, (_, i) => admit(append(`case-${i}`)));
    expect(verdicts.indexOf('full')).toBe(500);
  });

  it('ends at about 4 MB, and takes one that is larger by itself', () => {
    const large = { text: 'x'.repeat(3_000_000) };
    expect(['a', 'b'].map((stream) => append(stream, undefined, large)).map(admission())).toEqual(['in', 'full']);
    expect(admission()(append('a', undefined, { text: 'x'.repeat(5_000_000) }))).toBe('in');
  });
});

describe('an append', () => {
  it('has events, of one command, with ids that are UUIDs', () => {
    const [event] = someEvents();
    expect(() => toAppend('a', -1, [])).toThrow(RangeError);
    expect(() => toAppend('a', -1, [...someEvents(), ...someEvents()])).toThrow(RangeError);
    expect(() => toAppend('a', -1, [{ ...event!, eventId: 'e-1' }])).toThrow('UUID');
    expect(() => toAppend('a', -1, someEvents(1, { commandId: 'c-1' }))).toThrow('UUID');
  });
});
