import { setTimeout } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { type NewEvent, personOf, type RecordedEvent } from '#kernel';
import { Subscribers } from '#messaging';
import { nameIndexSubscriber } from './name-indexer.js';
import { NameSearch } from './name-search.js';
import { PersonKeys } from './person-keys.js';
import { PersonalData } from './personal-data.js';
import { caseOf, catalogue, eventOf, testKeys, type TestKeys } from './privacy.testing.js';

/** As much of an event store as a subscriber sees. */
class Log implements Pick<EventStore, 'subscribe' | 'head'> {
  readonly events: RecordedEvent[] = [];

  append(stream: string, events: readonly NewEvent[]): void {
    for (const event of events) {
      this.events.push({ ...event, stream, position: this.events.length + 1, revision: 0, recordedAt: '' });
    }
  }

  head(): Promise<number> {
    return Promise.resolve(this.events.length);
  }

  async *subscribe(after: number, { signal }: { signal: AbortSignal }) {
    while (!signal.aborted) {
      const page = this.events.slice(after, after + 3);
      if (page.length > 0) yield page;
      else await setTimeout(5);
      after += page.length;
    }
  }
}

describe('the index of names', () => {
  let store: TestKeys;
  let log: Log;
  let privacy: PersonalData;
  let search: NameSearch;
  let stop: AbortController;
  let running: Promise<void>;

  beforeEach(async () => {
    store = await testKeys();
    log = new Log();
    privacy = new PersonalData(catalogue, new PersonKeys(store.pool, store.ring), store.ring);
    search = new NameSearch(store.pool, store.ring);
    start();
  });
  afterEach(async () => {
    await end();
    await store.drop();
  });

  function start(): void {
    stop = new AbortController();
    const subscribers = new Subscribers(store.pool, log as unknown as EventStore);
    const keys = new PersonKeys(store.ring.store, store.ring);
    running = nameIndexSubscriber(subscribers, catalogue, keys, store.ring).run(stop.signal);
  }

  async function end(): Promise<void> {
    stop.abort();
    await running;
  }

  async function happened(...events: [type: string, name: string, data: object][]): Promise<void> {
    for (const [type, name, data] of events) {
      log.append(`case-${caseOf(name)}`, await privacy.seal([eventOf(type, name, data)], `case-${caseOf(name)}`));
    }
  }

  /** Appends one more name and waits until it is found: then everything before it has been indexed. */
  async function indexed(): Promise<void> {
    const marker = `marker${'abcdefghijklmnopqrstuvwxyz'[log.events.length]}`;
    await happened(['IdentificationLogged', marker, { person: { name: marker } }]);
    for (let tries = 0; (await search.find(marker)).length === 0; tries += 1) {
      if (tries > 500) throw new Error('the name was not indexed in five seconds');
      await setTimeout(10);
    }
  }

  const notIndexed = 'a name was tampered with: that person stays in the index as before';
  const ids = (...names: string[]): string[] => names.map((name) => personOf(caseOf(name))).sort();
  const named = (name: string) => ({ person: { name } });

  it('finds a person in another script, by every word given, in any order', async () => {
    await happened(
      ['IdentificationLogged', 'a', named('Айпери Токтогулова')],
      ['IdentificationLogged', 'b', named('Ayperi Asanova')],
      ['IdentificationLogged', 'c', named('Ҷамшед Раҳимов')],
      ['IdentificationLogged', 'd', {}],
    );
    await indexed();
    expect(await search.find('Aiperi')).toEqual(ids('a', 'b'));
    expect(await search.find('toktogulova ayperi')).toEqual(ids('a'));
    expect(await search.find('Айпери Айпери')).toEqual(ids('a', 'b'));
    expect(await search.find('Джамшед Rakhimov')).toEqual(ids('c'));
    expect(await search.find('Айпери Рахимова')).toEqual([]);
    expect(await search.find(' ')).toEqual([]);
  });

  it('follows corrections of the name, and no others', async () => {
    await happened(
      ['IdentificationLogged', 'a', named('Айпери Токтогулова')],
      ['IdentificationLogged', 'b', named('Нургүл')],
    );
    await indexed();
    await happened(
      ['IdentificationCorrected', 'a', named('Айгерим Токтогулова')],
      ['IdentificationCorrected', 'b', { person: { phone: '+996700000001' } }],
    );
    await indexed();
    expect(await search.find('Айпери')).toEqual([]);
    expect(await search.find('Айгерим Токтогулова')).toEqual(ids('a'));
    expect(await search.find('Nurgul')).toEqual(ids('b'));
  });

  it('goes on where it stopped', async () => {
    await happened(['IdentificationLogged', 'a', named('Айпери')]);
    await indexed();
    await end();
    const { rows } = await store.pool.query('SELECT * FROM tirek_subscribers.checkpoints');
    expect(rows).toEqual([{ name: 'name-index', position: 2 }]);
    await happened(['IdentificationLogged', 'b', named('Айгүл')]);
    start();
    await indexed();
    expect(await search.find('Айпери')).toEqual(ids('a'));
    expect(await search.find('Aigul')).toEqual(ids('b'));
  });

  it('is waited for, also when no name comes by, and no longer than asked', async () => {
    await happened(['IdentificationLogged', 'a', named('Айпери')]);
    await happened(['IdentificationCorrected', 'a', { person: { phone: '+996700000001' } }]);
    expect(await search.waitFor(2, 5_000)).toBe(true);
    expect(await search.find('Айпери')).toEqual(ids('a'));
    expect(await search.waitFor(3, 0)).toBe(false);
    const reached = search.waitFor(3, 5_000);
    await happened(['IdentificationLogged', 'b', named('Айпери')]);
    expect(await reached).toBe(true);
    expect(await search.find('Айпери')).toEqual(ids('a', 'b'));
  });

  it('is made anew when it stands beyond the end of the store', async () => {
    const logged = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    await happened(
      ['IdentificationLogged', 'a', named('Айпери')],
      ['IdentificationLogged', 'b', named('Айгүл')],
      ['IdentificationLogged', 'c', named('Айгүл')],
    );
    await indexed();
    await end();
    // restored: other events have the positions now
    log.events.length = 1;
    await happened(['IdentificationLogged', 'd', named('Нургүл')]);
    start();
    await indexed();
    expect(await search.find('Айпери')).toEqual(ids('a'));
    expect(await search.find('Нургүл')).toEqual(ids('d'));
    expect(await search.find('Айгүл')).toEqual([]);
    expect(logged.mock.calls).toEqual([
      [
        { subscriber: 'name-index', position: 4, head: expect.any(Number) },
        'the store ends before the checkpoint: all is taken anew',
      ],
    ]);
    logged.mockRestore();
  });

  it('gives the same when it is made anew', async () => {
    await happened(
      ['IdentificationLogged', 'a', named('Айпери')],
      ['IdentificationCorrected', 'a', named('Айгүл Асанова')],
    );
    await indexed();
    await end();
    const table = async () => (await store.pool.query('SELECT * FROM tirek_keys.name_index ORDER BY 1, 2')).rows;
    const before = await table();
    await store.pool.query('UPDATE tirek_subscribers.checkpoints SET position = 0');
    start();
    expect(await search.waitFor(3, 5_000)).toBe(true);
    expect(await table()).toEqual(before);
  });

  it('skips an erased person and drops her tokens', async () => {
    await happened(['IdentificationLogged', 'a', named('Айпери')], ['IdentificationLogged', 'b', named('Айпери')]);
    await indexed();
    await end();
    await happened(['IdentificationCorrected', 'a', named('Айгүл')]);
    await store.pool.query('UPDATE tirek_keys.person_keys SET wrapped = NULL, period_id = NULL WHERE person_id = $1', [
      personOf(caseOf('a')),
    ]);
    start();
    await indexed();
    expect(await search.find('Айпери')).toEqual(ids('b'));
    expect(await search.find('Айгүл')).toEqual([]);
  });

  it('stores no token of a person erased while her key was still in memory', async () => {
    await happened(['IdentificationLogged', 'a', named('Айпери')]);
    await indexed();
    await store.pool.query('DELETE FROM tirek_keys.name_index');
    await store.pool.query('UPDATE tirek_keys.person_keys SET wrapped = NULL, period_id = NULL WHERE person_id = $1', [
      personOf(caseOf('a')),
    ]);
    await happened(['IdentificationCorrected', 'a', named('Айгүл')]);
    await indexed();
    expect(await search.find('Айгүл')).toEqual([]);
  });

  it('reports a name that was tampered with, and indexes the others', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    await end();
    await happened(['IdentificationLogged', 'a', named('Айпери')], ['IdentificationLogged', 'b', named('Айпери')]);
    log.events[0] = { ...log.events[0]!, data: { ...log.events[0]!.data, person: { name: 'Айпери' } } };
    start();
    await indexed();
    expect(await search.find('Айпери')).toEqual(ids('b'));
    expect(logged.mock.calls).toEqual([[{ name: 'SealBrokenError', eventId: log.events[0].eventId }, notIndexed]]);
    logged.mockRestore();
  });

  it('reports a key that was altered, and indexes the others', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    await happened(['IdentificationLogged', 'a', named('Айгүл')], ['IdentificationLogged', 'b', named('Айпери')]);
    await indexed();
    await end();
    await happened(['IdentificationCorrected', 'a', named('Айпери')], ['IdentificationLogged', 'c', named('Айпери')]);
    await store.pool.query(
      `UPDATE tirek_keys.person_keys SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) WHERE person_id = $1`,
      [personOf(caseOf('a'))],
    );
    start();
    await indexed();
    expect(await search.find('Айпери')).toEqual(ids('b', 'c'));
    expect(await search.find('Айгүл')).toEqual(ids('a'));
    expect(logged.mock.calls).toEqual([[{ name: 'PersonKeyAltered', eventId: log.events[3]!.eventId }, notIndexed]]);
    logged.mockRestore();
  });
});
