import fc from 'fast-check';
import { endOfDay, isLocalDate, localDate } from './dates.js';
import { againstRule, fold, isRefusal, unknownItem, wrongState, type Decider } from './decider.js';
import { given, runAll } from './decider.testing.js';
import { caseOf, type DomainEvent } from './event.js';
import { caseNumber, derivedId, isUuid, personOf, timeOrderedId } from './ids.js';
import { Problem, problemStatus } from './problem.js';

describe('a local date', () => {
  it.each(['2026-11-21', '2024-02-29', '0001-01-01', '9999-12-31', '2000-02-29'])('is %s', (date) => {
    expect(isLocalDate(date)).toBe(true);
  });
  it.each([
    ...'2026-02-29 1900-02-29 2026-04-31 2026-13-01 2026-00-01 2026-01-00 0000-01-01 2026-1-1'.split(' '),
    ...'2026-11-21T00:00:00Z +002026-01-01 -0001-01-01 10000-01-01'.split(' '),
    ' 2026-11-21',
    '2026-11-21\n',
    '',
    20261121,
    null,
    undefined,
    {},
    ['2026-11-21'],
    new Date(),
  ])('is not %j', (value) => {
    expect(isLocalDate(value)).toBe(false);
  });

  it.each([
    ['Asia/Bishkek', '2026-11-20T17:59:59.999Z', '2026-11-20'],
    ['Asia/Bishkek', '2026-11-20T18:00:00Z', '2026-11-21'],
    ['Asia/Dushanbe', '2026-11-20T18:59:59.999Z', '2026-11-20'],
    ['Asia/Dushanbe', '2026-11-20T19:00:00Z', '2026-11-21'],
    ['UTC', '2026-11-20T23:59:59.999Z', '2026-11-20'],
    ['America/St_Johns', '2026-11-21T03:29:59Z', '2026-11-20'],
  ])('in %s at %s is %s', (zone, instant, date) => {
    expect(localDate(new Date(instant), zone)).toBe(date);
  });

  it.each([
    ['2026-11-20', 'Asia/Bishkek', '2026-11-20T17:59:59.999Z'],
    ['2026-11-20', 'Asia/Dushanbe', '2026-11-20T18:59:59.999Z'],
    ['2026-11-20', 'UTC', '2026-11-20T23:59:59.999Z'],
    ['2024-02-29', 'Asia/Bishkek', '2024-02-29T17:59:59.999Z'],
    ['2026-11-20', 'Pacific/Kiritimati', '2026-11-20T09:59:59.999Z'],
    ['2026-11-20', 'America/St_Johns', '2026-11-21T03:29:59.999Z'],
    // clocks were put back in that night: the day had 25 hours
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59.999Z'],
  ])('%s in %s ends at %s', (date, zone, end) => {
    expect(new Date(endOfDay(date, zone)).toISOString()).toBe(end);
  });

  it('ends a millisecond before the next one begins, in every zone and season', () => {
    const zones = fc.constantFrom(
      'Asia/Bishkek',
      'Asia/Dushanbe',
      'UTC',
      'Europe/Berlin',
      'America/St_Johns',
      'Asia/Kathmandu',
    );
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, zones, (day, zone) => {
        const date = day.toISOString().slice(0, 10);
        const end = endOfDay(date, zone);
        expect(localDate(new Date(end), zone)).toBe(date);
        expect(localDate(new Date(end + 1), zone) > date).toBe(true);
      }),
    );
  });

  it('that is none has no end', () => {
    expect(endOfDay('2026-02-30', 'UTC')).toBeNaN();
  });
});

describe('an id', () => {
  it('follows from its parts, and from where one ends and the next begins', () => {
    expect(derivedId('a', 'b')).toBe(derivedId('a', 'b'));
    expect(new Set([derivedId('a', 'b'), derivedId('b', 'a'), derivedId('ab'), derivedId('a', 'b', '')]).size).toBe(4);
    expect(isUuid(derivedId('a'))).toBe(true);
    // stored ids follow from this: it must never change
    expect(derivedId('case', 'x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('of an event sorts as it was made', () => {
    const made = Array.from({ length: 1000 }, timeOrderedId);
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(1000);
  });

  it.each([
    '',
    'x',
    '6f2a7c9e58d15b0a9c437d1e20c8a4f6',
    '{6f2a7c9e-58d1-5b0a-9c43-7d1e20c8a4f6}',
    7,
    null,
    ['6f2a7c9e-58d1-5b0a-9c43-7d1e20c8a4f6'],
  ])('is not %j', (value) => expect(isUuid(value)).toBe(false));

  it('may be in upper case', () => {
    expect(isUuid('6F2A7C9E-58D1-5B0A-9C43-7D1E20C8A4F6')).toBe(true);
  });

  it('of the person of a case is another than that of the case', () => {
    expect(personOf('6f2a7c9e-58d1-5b0a-9c43-7d1e20c8a4f6')).not.toBe('6f2a7c9e-58d1-5b0a-9c43-7d1e20c8a4f6');
  });
});

describe('the number of a case', () => {
  it('is short, has no letter that reads as another, and follows from the id', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(caseNumber('kg', id)).toMatch(/^KG-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/);
        expect(caseNumber('kg', id)).toBe(caseNumber('KG', id));
      }),
    );
  });

  it('tells ten thousand cases apart, and stays what people have written down', () => {
    const numbers = Array.from({ length: 10_000 }, (_, i) => caseNumber('KG', derivedId('case', String(i))));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(caseNumber('TJ', '6f2a7c9e-58d1-5b0a-9c43-7d1e20c8a4f6')).toBe('TJ-WCHT-BE2K-2W');
  });
});

describe('a decider', () => {
  type Event = DomainEvent<'Added', { by: number }>;
  const counter: Decider<{ by: number }, Event, number> = {
    initialState: 0,
    evolve: (state, { data }) => state + data.by,
    decide({ by }, state) {
      if (by === 0) return [];
      if (by < 0) return againstRule('Only up.', '/by');
      if (state + by > 10) return wrongState('Full.');
      return [{ type: 'Added', data: { by } }];
    },
  };
  const added = (by: number): Event => ({ type: 'Added', data: { by } });

  it('folds a history from nothing', () => {
    expect(fold(counter, [])).toBe(0);
    expect(fold(counter, [added(2), added(3)])).toBe(5);
  });

  it('refuses by values that tell events from refusals', () => {
    expect(isRefusal([])).toBe(false);
    for (const refusal of [wrongState('x'), againstRule('x'), unknownItem('x', '/y')])
      expect(isRefusal(refusal)).toBe(true);
    expect(againstRule('x')).toEqual({ refused: 'rule', detail: 'x' });
    expect(unknownItem('x', '/y')).toEqual({ refused: 'unknown-item', detail: 'x', pointer: '/y' });
  });

  it('is told of in given, when, then', () => {
    given(counter, [added(2)])
      .when({ by: 3 })
      .then([added(3)]);
    given(counter, []).when({ by: 0 }).nothing();
    given(counter, []).when({ by: -1 }).refused('rule', '/by');
    given(counter, [added(10)])
      .when({ by: 1 })
      .refused('wrong-state');
    expect(runAll(counter, [{ by: 9 }, { by: 5 }, { by: -1 }, { by: 1 }])).toEqual([added(9), added(1)]);
  });

  it('that does otherwise than was said fails its test', () => {
    const wrong = [
      () =>
        given(counter, [])
          .when({ by: 3 })
          .then([added(4)]),
      () => given(counter, []).when({ by: 3 }).nothing(),
      () => given(counter, []).when({ by: 3 }).refused('rule'),
      () => given(counter, []).when({ by: -1 }).refused('rule', '/other'),
      () => given(counter, []).when({ by: -1 }).refused('wrong-state'),
    ];
    for (const test of wrong) expect(test).toThrow('expect');
  });
});

it('an event belongs to the case it names, and to none when it names none', () => {
  expect(caseOf({ type: 'X', data: { caseId: 'c' } })).toBe('c');
  expect(caseOf({ type: 'X', data: {} })).toBeUndefined();
  expect(caseOf({ type: 'X', data: { caseId: 7 } })).toBeUndefined();
});

it('a problem has the status of its type', () => {
  for (const [type, status] of Object.entries(problemStatus)) {
    expect(new Problem(type as keyof typeof problemStatus, 'x').status).toBe(status);
  }
  expect(new Problem('stale', 'why', [{ pointer: '/a', detail: 'b' }])).toMatchObject({
    message: 'why',
    name: 'Problem',
    errors: [{ pointer: '/a' }],
  });
});
