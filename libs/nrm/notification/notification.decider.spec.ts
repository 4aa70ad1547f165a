import * as fc from 'fast-check';
import { ageGroups, exploitations, genders } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, holdsForAnyHistory, id } from '../any-history.testing.js';
import { notificationDecider, notificationEvents, type RecordNotification } from './index.js';

const record: RecordNotification = {
  type: 'RecordNotification',
  notificationId: id(1),
  facts: {
    entryChannel: 'NGO',
    notifiedOn: '2026-03-08',
    ageGroup: 'Adult',
    gender: 'Feminine',
    citizenships: ['TJ', 'KG', 'TJ'],
    exploitation: ['ForcedLabour'],
    reasonNotIdentified: 'FearOfDeportation',
  },
  today: '2026-03-10',
};
const nothing = given(notificationDecider, []);
const recording = (facts: Partial<RecordNotification['facts']>) =>
  nothing.when({ ...record, facts: { ...record.facts, ...facts } });

describe('a notification without identity', () => {
  it('is codes and a day', () =>
    recording({}).then([
      {
        type: 'NotificationRecorded',
        data: { notificationId: id(1), ...record.facts, citizenships: ['KG', 'TJ'], late: true },
      },
    ]));

  it('is never of a child, nor of somebody who may be one', () => {
    recording({ ageGroup: 'Child' }).refused('rule', '/ageGroup');
    recording({ ageGroup: 'Unknown' }).refused('rule', '/ageGroup');
  });

  it('is of today at the latest', () => {
    recording({ notifiedOn: '2026-03-11' }).refused('rule', '/notifiedOn');
    expect(recording({ notifiedOn: '2026-03-10' }).decision).toMatchObject([{ data: { late: false } }]);
  });

  it('names its exploitation, or says that it is unknown', () =>
    recording({ exploitation: ['ForcedLabour', 'Unknown'] }).refused('rule', '/exploitation'));

  it('has no place for a person, a case or words', () =>
    expect(Object.keys(notificationEvents[0].schema.properties).sort()).toEqual([
      'ageGroup',
      'citizenships',
      'entryChannel',
      'exploitation',
      'gender',
      'late',
      'notificationId',
      'notifiedOn',
      'reasonNotIdentified',
      'region',
    ]));

  it('is recorded once, whatever comes', () =>
    holdsForAnyHistory(
      notificationDecider,
      notificationEvents,
      fc.record({
        type: fc.constant('RecordNotification' as const),
        notificationId: anyId,
        facts: fc.record({
          notifiedOn: anyDate,
          ageGroup: fc.constantFrom(...ageGroups),
          gender: fc.constantFrom(...genders),
          citizenships: fc.constant(['KG']),
          exploitation: fc.subarray([...exploitations], { minLength: 1, maxLength: 2 }),
        }),
        today: anyDate,
      }),
      (history) => expect(history.length).toBeLessThanOrEqual(1),
    ));
});
