import { derivedId, personOf, type EventDefinition, type EventOf, type RecordedEvent } from '#kernel';
import { OrganisationChanged, OrganisationRegistered } from '#nrm/directory';
import { IdentificationCorrected, IdentificationLogged, StatusDecided } from '#nrm/identification';
import { ProceedingRegistered, ProceedingStageMoved } from '#nrm/prosecution';
import { ReferralAccepted, ReferralSent } from '#nrm/referral';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { PlayedBackStore } from '../projections/played-back-store.testing.js';
import { allRows, describeProjection, runToHead } from '../projections/projection.testing.js';
import { StatisticsQueries } from './statistics.queries.js';
import { statisticsProjection } from './statistics.projection.js';
import type { StatisticsRequest } from './statistics.requests.js';

const timeZone = 'Asia/Bishkek';
const statistics = statisticsProjection(timeZone);
const now = new Date('2026-11-21T12:00:00Z');

describeProjection(statistics);

/** Writes a history line by line. */
class Register {
  readonly events: RecordedEvent[] = [];

  add<D extends EventDefinition>(definition: D, recordedAt: string, data: EventOf<D>['data'], exercise = false): void {
    const position = this.events.length + 1;
    this.events.push({
      position,
      stream: `stream-${position}`,
      revision: 0,
      eventId: derivedId('event', String(position)),
      type: definition.type,
      schemaVersion: definition.version,
      occurredAt: recordedAt,
      recordedAt,
      data,
      metadata: {
        actor: { user: 'u', organisation: police, role: 'police-officer' },
        commandId: derivedId('command', String(position)),
        correlationId: derivedId('correlation'),
        causationId: derivedId('causation'),
        exercise,
      },
    });
  }

  log(name: string, facts: Partial<EventOf<typeof IdentificationLogged>['data']>, exercise = false): void {
    const caseId = derivedId(name);
    const data = {
      caseId,
      personId: personOf(caseId),
      organisationId: police,
      entryChannel: 'Police' as const,
      identifiedOn: '2026-04-02',
      ageGroup: 'Adult' as const,
      gender: 'Feminine' as const,
      citizenships: ['KG'],
      exploitation: ['ForcedLabour' as const],
      countriesOfExploitation: [],
      late: false,
    };
    this.add(IdentificationLogged, '2026-04-05T06:00:00.000000Z', { ...data, ...facts }, exercise);
  }
}

const police = derivedId('police');
const ngo = derivedId('ngo');
const office = derivedId('office');
const a = derivedId('a');
const c = derivedId('c');

function history(): RecordedEvent[] {
  const register = new Register();
  const organisation = { services: [], regions: [] };
  const at = '2026-01-01T00:00:00.000000Z';
  register.add(OrganisationRegistered, at, {
    organisationId: police,
    name: 'Police of Osh',
    type: 'LawEnforcement',
    ...organisation,
  });
  register.add(OrganisationRegistered, at, { organisationId: ngo, name: 'Shelter', type: 'NGO', ...organisation });
  register.add(OrganisationRegistered, at, {
    organisationId: office,
    name: 'Office of Osh',
    type: 'Prosecution',
    ...organisation,
  });
  register.log('a', { exploitation: ['ForcedLabour', 'SexualExploitation'], region: 'KG-GO' });
  register.log('b', {
    organisationId: ngo,
    gender: 'Masculine',
    citizenships: ['KG', 'TJ'],
    identifiedOn: '2026-06-30',
  });
  register.log('c', { ageGroup: 'Child', identifiedOn: '2026-07-01' });
  register.log('training', { ageGroup: 'Unknown' }, true);
  register.add(ReferralSent, '2026-05-01T20:00:00.000000Z', {
    referralId: derivedId('r'),
    caseId: a,
    from: police,
    to: ngo,
    services: ['Shelter'],
    fieldGroups: [],
    basis: { kind: 'VitalInterest', reason: 'sealed' },
    // in Bishkek it is the second of May
    sentAt: '2026-05-01T20:00:00.000Z',
    respondBy: '2026-05-02T20:00:00.000Z',
  });
  register.add(ReferralAccepted, '2026-05-03T00:00:00.000000Z', { referralId: derivedId('r'), caseId: a });
  const decision = { decidedOn: '2026-05-10', decidingBody: 'Commission', ruleVersion: '1', reasons: [], late: false };
  const first = {
    caseId: a,
    status: 'NotAVictimOfTrafficking',
    previous: 'PossibleVictimOfTrafficking',
    reconsidered: false,
  } as const;
  register.add(StatusDecided, '2026-05-10T08:00:00.000000Z', { ...first, ...decision });
  const second = {
    caseId: a,
    status: 'ActualVictimOfTrafficking',
    previous: first.status,
    reconsidered: true,
  } as const;
  register.add(StatusDecided, '2026-06-10T08:00:00.000000Z', { ...second, ...decision, decidedOn: '2026-06-10' });
  register.add(IdentificationCorrected, '2026-08-01T08:00:00.000000Z', {
    caseId: c,
    before: { ageGroup: 'Child', identifiedOn: '2026-07-01' },
    after: { ageGroup: 'Adult', identifiedOn: '2026-06-29' },
  });
  register.add(ProceedingRegistered, '2026-05-20T08:00:00.000000Z', {
    proceedingId: derivedId('p'),
    caseId: a,
    office,
    registeredBy: police,
    registerNumber: 'sealed',
    registeredOn: '2026-05-19',
    articles: ['166'],
    late: false,
  });
  const moved = { proceedingId: derivedId('p'), caseId: a, from: 'Registered', stage: 'Investigation' } as const;
  register.add(ProceedingStageMoved, '2026-05-25T08:00:00.000000Z', { ...moved, on: '2026-05-25', late: false });
  register.add(OrganisationChanged, '2026-09-01T00:00:00.000000Z', {
    organisationId: ngo,
    name: 'Shelter of Osh',
    type: 'NGO',
    ...organisation,
  });
  return register.events;
}

describe('statistics', () => {
  let database: TestDatabase;
  let queries: StatisticsQueries;

  beforeAll(async () => {
    database = await testDatabase();
    await runToHead(database.pool, new PlayedBackStore(history()), statistics);
    queries = new StatisticsQueries(database.pool, timeZone);
  });
  afterAll(() => database.drop());

  const ask = async (question: Partial<StatisticsRequest>) =>
    (await queries.ask({ unit: 'victim', groupBy: [], ...question }, now)).cells;

  it('counts everybody once in a total, without training cases', async () => {
    expect(await ask({})).toEqual([{ count: 3 }]);
  });

  it('leaves cells of zero out, of the total too', async () => {
    expect(await ask({ from: '2030-01-01' })).toEqual([]);
    expect(await ask({ from: '2030-01-01', groupBy: ['gender'] })).toEqual([]);
  });

  it('includes the first and the last day', async () => {
    expect(await ask({ from: '2026-06-29', to: '2026-06-30' })).toEqual([{ count: 2 }]);
    expect(await ask({ to: '2026-06-28' })).toEqual([{ count: 1 }]);
  });

  it('counts by sets, and under each single exploitation and citizenship', async () => {
    expect(await ask({ groupBy: ['exploitationSet'] })).toEqual([
      { exploitationSet: 'ForcedLabour', count: 2 },
      { exploitationSet: 'ForcedLabour;SexualExploitation', count: 1 },
    ]);
    expect(await ask({ groupBy: ['exploitation'] })).toEqual([
      { exploitation: 'ForcedLabour', count: 3 },
      { exploitation: 'SexualExploitation', count: 1 },
    ]);
    expect(await ask({ groupBy: ['citizenshipSet', 'citizenship'] })).toEqual([
      { citizenshipSet: 'KG', citizenship: 'KG', count: 2 },
      { citizenshipSet: 'KG;TJ', citizenship: 'KG', count: 1 },
      { citizenshipSet: 'KG;TJ', citizenship: 'TJ', count: 1 },
    ]);
  });

  it('counts by organisation, region and time', async () => {
    expect(await ask({ groupBy: ['organisationType', 'organisation', 'region'] })).toEqual([
      { organisationType: 'LawEnforcement', organisation: 'Police of Osh', region: 'KG-GO', count: 1 },
      { organisationType: 'LawEnforcement', organisation: 'Police of Osh', region: 'Unknown', count: 1 },
      { organisationType: 'NGO', organisation: 'Shelter of Osh', region: 'Unknown', count: 1 },
    ]);
    expect(await ask({ groupBy: ['year', 'quarter', 'month'] })).toEqual([
      { year: '2026', quarter: '2026-Q2', month: '2026-04', count: 1 },
      { year: '2026', quarter: '2026-Q2', month: '2026-06', count: 2 },
    ]);
  });

  it('answers as known at an earlier moment', async () => {
    const byAge = (knownAt?: string) => ask({ groupBy: ['ageGroup', 'month'], from: '2026-06-01', knownAt });
    expect(await byAge()).toEqual([{ ageGroup: 'Adult', month: '2026-06', count: 2 }]);
    expect(await byAge('2026-07-31')).toEqual([
      { ageGroup: 'Adult', month: '2026-06', count: 1 },
      { ageGroup: 'Child', month: '2026-07', count: 1 },
    ]);
    expect(await byAge('2026-08-01')).toEqual(await byAge());
    expect(await byAge('2026-08-01T07:59:59Z')).toEqual(await byAge('2026-07-31'));
    expect(await byAge('2026-08-01T08:00:00Z')).toEqual(await byAge());
    expect(await ask({ knownAt: '2026-04-04' })).toEqual([]);
  });

  it('knows the status and the name of an organisation as they were', async () => {
    const status = async (knownAt: string) =>
      (await ask({ groupBy: ['status'], to: '2026-04-30', knownAt }))[0]!.status;
    expect(await Promise.all(['2026-05-09', '2026-05-10', '2026-06-10'].map(status))).toEqual([
      'PossibleVictimOfTrafficking',
      'NotAVictimOfTrafficking',
      'ActualVictimOfTrafficking',
    ]);
    const before = await ask({ groupBy: ['organisation'], knownAt: '2026-08-15' });
    expect(before.map(({ organisation }) => organisation)).toEqual(['Police of Osh', 'Shelter']);
  });

  it('counts referrals by the local day they were sent and by their receiver', async () => {
    const groupBy = ['organisation', 'gender', 'status', 'month'] as const;
    expect(await ask({ unit: 'referral', groupBy: [...groupBy], from: '2026-05-02', to: '2026-05-02' })).toEqual([
      { organisation: 'Shelter of Osh', gender: 'Feminine', status: 'Accepted', month: '2026-05', count: 1 },
    ]);
    expect(await ask({ unit: 'referral', groupBy: ['status'], knownAt: '2026-05-02' })).toEqual([
      { status: 'Sent', count: 1 },
    ]);
  });

  it('counts each decision, and offences by the office', async () => {
    expect(await ask({ unit: 'decision', groupBy: ['status', 'organisation'] })).toEqual([
      { status: 'ActualVictimOfTrafficking', organisation: 'Police of Osh', count: 1 },
      { status: 'NotAVictimOfTrafficking', organisation: 'Police of Osh', count: 1 },
    ]);
    expect(await ask({ unit: 'decision', to: '2026-05-31' })).toEqual([{ count: 1 }]);
    expect(await ask({ unit: 'offence', groupBy: ['organisation', 'status', 'region'] })).toEqual([
      { organisation: 'Office of Osh', status: 'Investigation', region: 'KG-GO', count: 1 },
    ]);
  });

  it('says what it counted and as known when', async () => {
    const answer = await queries.ask({ unit: 'offence', groupBy: [], knownAt: '2026-11-21' }, now);
    expect(answer).toMatchObject({ unit: 'offence', knownAt: now.toISOString() });
    expect(answer.countingRule).toMatch(/^Counts criminal proceedings .* Training cases are left out\.$/);
    const earlier = await queries.ask({ unit: 'victim', groupBy: [], knownAt: '2026-11-20' }, now);
    expect(earlier.knownAt).toBe('2026-11-20T17:59:59.999Z');
  });

  it('refuses a period upside down and a moment that has not come', async () => {
    const refused = (pointer: string) => ({
      type: 'malformed-request',
      errors: [expect.objectContaining({ pointer })],
    });
    await expect(ask({ from: '2026-02-01', to: '2026-01-31' })).rejects.toMatchObject(refused('/to'));
    await expect(ask({ knownAt: '2026-11-22' })).rejects.toMatchObject(refused('/knownAt'));
    await expect(ask({ knownAt: '2026-11-21T12:00:01Z' })).rejects.toMatchObject(refused('/knownAt'));
  });

  it('has one open version of each fact, and none that was never known', async () => {
    await runToHead(database.pool, new PlayedBackStore(history()), statistics);
    const { rows } = await database.pool.query(
      `SELECT case_id FROM statistics.victims GROUP BY case_id
       HAVING count(*) FILTER (WHERE known_to IS NULL) <> 1 OR bool_or(known_to <= known_from)`,
    );
    expect(rows).toEqual([]);
    expect((await allRows(database.pool, statistics)).victims).toHaveLength(3 + 2 + 1);
  });
});
