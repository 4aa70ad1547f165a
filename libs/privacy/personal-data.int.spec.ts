import { type FieldGroup, fieldGroups, isUuid, type NewEvent, personOf, type RecordedEvent } from '#kernel';
import { PersonKeys } from './person-keys.js';
import { PersonalData } from './personal-data.js';
import { caseOf, catalogue, eventOf, testKeys, type TestKeys } from './privacy.testing.js';

const all = (): ReadonlySet<FieldGroup> => new Set(fieldGroups);

describe('personal data', () => {
  let store: TestKeys;
  let privacy: PersonalData;
  beforeEach(async () => {
    store = await testKeys();
    privacy = fresh();
    await store.pool.query('CREATE TABLE stored (n serial, stream text, event jsonb)');
  });
  afterEach(() => store.drop());

  /** As in a process that has no key in memory. */
  const fresh = (): PersonalData => new PersonalData(catalogue, new PersonKeys(store.pool, store.ring), store.ring);

  async function record(stream: string, events: readonly NewEvent[]): Promise<void> {
    for (const event of await privacy.seal(events, stream)) {
      await store.pool.query('INSERT INTO stored (stream, event) VALUES ($1, $2)', [stream, event]);
    }
  }

  async function recorded(): Promise<RecordedEvent[]> {
    const { rows } = await store.pool.query<{ stream: string; event: NewEvent }>('SELECT * FROM stored ORDER BY n');
    return rows.map(({ stream, event }, i) => ({ ...event, stream, position: i + 1, revision: i, recordedAt: '' }));
  }

  const erase = (name: string) =>
    store.pool.query('UPDATE tirek_keys.person_keys SET wrapped = NULL, period_id = NULL WHERE person_id = $1', [
      personOf(caseOf(name)),
    ]);

  const logged = (name: string): NewEvent =>
    eventOf('IdentificationLogged', name, { gender: 'Feminine', person: { name, phone: '+996700000001' } });
  const closed = (name: string): NewEvent => eventOf('CaseClosed', name, { reason: 'Completed' });

  it('comes back from the database as it went, and lies there sealed', async () => {
    const events = [
      logged('Айпери'),
      eventOf('StatusDecided', 'Айпери', { reasons: ['wages withheld', 'passport taken'] }),
      closed('Айпери'),
    ];
    await record('case-1', events);
    const { rows } = await store.pool.query<{ text: string }>('SELECT event::text AS text FROM stored');
    const lying = rows.map(({ text }) => text).join('\n');
    for (const secret of ['Айпери', '+996700000001', 'wages', 'passport']) expect(lying).not.toContain(secret);
    expect(lying).toContain('Feminine');

    const opened = await fresh().open(await recorded(), all);
    expect(opened.map(({ data }) => data)).toEqual(events.map(({ data }) => data));
    expect(opened.map(({ hidden, erased }) => ({ hidden: [...hidden], erased }))).toEqual(
      events.map(() => ({ hidden: [], erased: false })),
    );
  });

  it('is opened group by group, as each event allows', async () => {
    await record('case-1', [logged('Айпери')]);
    await record('case-2', [logged('Нурбек')]);
    const contact = new Set<FieldGroup>(['Contact']);
    const opened = await privacy.open(await recorded(), ({ stream }) => (stream === 'case-1' ? contact : all()));
    expect(opened).toMatchObject([
      { data: { person: { phone: '+996700000001' } }, hidden: new Set(['Identity']) },
      { data: { person: { name: 'Нурбек' } }, hidden: new Set() },
    ]);
    expect(opened[0]!.data).not.toHaveProperty('person.name');
  });

  it('is gone when the key is, and her neighbour still opens', async () => {
    await record('case-1', [logged('Айпери'), closed('Айпери')]);
    await record('case-2', [logged('Нурбек')]);
    await erase('Айпери');
    const opened = await fresh().open(await recorded(), all);
    expect(opened.map(({ erased }) => erased)).toEqual([true, false, false]);
    expect(opened[0]!.data).toMatchObject({ gender: 'Feminine', person: {} });
    expect(opened[2]!.data).toMatchObject({ person: { name: 'Нурбек' } });
  });

  it('of an erased person is not recorded; what is not personal is', async () => {
    await record('case-1', [logged('Айпери')]);
    await erase('Айпери');
    await expect(fresh().seal([logged('Айпери')], 'case-1')).rejects.toMatchObject({ type: 'wrong-state' });
    const closure = closed('Айпери');
    expect(await fresh().seal([closure], 'case-1')).toEqual([closure]);
  });

  it('makes no key where nothing is personal', async () => {
    await privacy.seal([closed('Айпери')], 'case-1');
    expect((await store.pool.query('SELECT FROM tirek_keys.person_keys')).rowCount).toBe(0);
  });

  it('is refused without a case', async () => {
    const nobodys = { ...logged('Айпери'), data: { person: { name: 'Айпери' } } };
    await expect(privacy.seal([nobodys], 'organisation-1')).rejects.toThrow('IdentificationLogged has personal fields');
  });

  it('cannot be moved to another case, even one of the same person', async () => {
    await record('case-1', [logged('Айпери')]);
    await store.pool.query(`UPDATE stored SET stream = 'case-2'`);
    await expect(privacy.open(await recorded(), all)).rejects.toThrow(
      /^the seal of \/person\/name in event .* is broken$/,
    );
  });

  describe('fingerprint', () => {
    const parts = { path: '/cases', body: { name: 'Айпери', ageGroup: 'Adult' } };
    const same = { body: { ageGroup: 'Adult', name: 'Айпери' }, path: '/cases' };

    it('is the same for the same request, in every process', async () => {
      for (const person of [undefined, personOf(caseOf('a'))]) {
        const first = await privacy.fingerprint(person, parts);
        expect(first).toMatch(/^[\w-]{22}$/);
        expect(await fresh().fingerprint(person, same)).toBe(first);
        expect(await privacy.fingerprint(person, { ...parts, path: '/referrals' })).not.toBe(first);
      }
    });

    it('differs from person to person, and cannot be made again without her key', async () => {
      const [a, b] = [personOf(caseOf('a')), personOf(caseOf('b'))];
      const before = await privacy.fingerprint(a, parts);
      expect(await privacy.fingerprint(b, parts)).not.toBe(before);
      await erase('a');
      expect(await fresh().fingerprint(a, parts)).not.toBe(before);
    });
  });

  it('turns a reference of another system into an id that follows from it', () => {
    const id = privacy.referenceId('uk-nrm', 'A-1');
    expect(isUuid(id)).toBe(true);
    expect(fresh().referenceId('uk-nrm', 'A-1')).toBe(id);
    expect(new Set([id, privacy.referenceId('uk-nrm', 'A-2'), privacy.referenceId('kg', 'A-1')]).size).toBe(3);
  });
});
