import { momentsOf, recordedSince } from './moments.js';

const dayOf = (instant: string): string => instant.slice(0, 10);
const recorded = (...instants: string[]) =>
  instants.map((recordedAt) => ({ type: 'ServiceDelivered', occurredAt: recordedAt, recordedAt }));

const oneDay = recorded('2026-11-02T06:00:00.000Z', '2026-11-02T06:00:00.000Z', '2026-11-02T07:00:00.000Z');
const days = recorded('2026-11-02T06:00:00.000Z', '2026-11-02T07:00:00.000Z', '2026-11-04T06:00:00.000Z');

it('goes by the days on which something was recorded', () => {
  expect(momentsOf(days, dayOf)).toEqual(['2026-11-02']);
  expect(recordedSince(days, '2026-11-02', dayOf)).toEqual(days.slice(2));
});

it('goes by the instants of the day, when there was only one', () => {
  expect(momentsOf(oneDay, dayOf)).toEqual(['2026-11-02T06:00:00.000Z']);
  expect(recordedSince(oneDay, '2026-11-02T06:00:00.000Z', dayOf)).toEqual(oneDay.slice(2));
});

it('has nowhere to go in a case with one step', () => {
  expect(momentsOf(days.slice(0, 1), dayOf)).toEqual([]);
});
