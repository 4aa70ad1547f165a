import { randomUUID } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { Caller } from '#access';
import { exportLines, exportSource, openNotaries, verify } from '#audit/integrity';
import { backUp, restore } from '#backup';
import { ClosedCases, type ClosedCase } from '#case-file';
import { beginning, PostgresEventStore, readsLog } from '#event-store';
import { personOf } from '#kernel';
import { openDatabase } from '#postgres';
import { Erasures, KeyRotation, openKeyRing } from '#privacy';
import { migrations } from '#service';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import {
  type Application,
  daysAgo,
  naming,
  organisationOf,
  Path,
  startApplication,
  userNamed,
} from './application.testing.js';
import { Retention } from './retention.process.js';

const asked = { reason: 'PersonAsked', legalGround: 'KG-Law-58-2008' };
const her = { name: 'Айпери Токтогулова', phone: '+996700000001' };
const neighbours = { name: 'Нурбек Асанов', phone: '+996700000002' };
const erasureOf = (caseId: string): string => `/persons/${personOf(caseId)}/erasure`;
const proceeding = {
  office: organisationOf('prosecutor.osh'),
  registerNumber: '01-2026',
  registeredOn: daysAgo(1),
  articles: ['166'],
};

describe('the erasure of a person', () => {
  let on: Application;
  beforeAll(async () => {
    on = await startApplication();
  }, 60_000);
  afterAll(() => on.stop());

  const logged = (person: object): Promise<Path> => new Path(on).logged({ person });

  it('takes away all that is personal, at once, and nothing else', async () => {
    const [path, other] = [await logged(her), await logged(neighbours)];
    const search = async (name: string) =>
      (await on.post('police.osh', '/caseload/search', { name }, { after: other.position })).body.items.map(
        ({ caseId }: { caseId: string }) => caseId,
      );
    expect((await path.seenBy('police.osh')).body.person).toMatchObject(her);
    expect(await search('Ayperi')).toContain(path.caseId);
    expect((await on.get('dpo', erasureOf(path.caseId))).body).toMatchObject({ state: 'Kept' });

    const answer = await on.post('dpo', erasureOf(path.caseId), asked);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      personId: personOf(path.caseId),
      caseId: path.caseId,
      caseNumber: expect.stringMatching(/^KG-/),
      legalHold: false,
      state: 'Erased',
      ...asked,
      erasedAt: expect.any(String),
      keyDeletedAt: expect.any(String),
      finalExpectedBy: expect.any(String),
      policy: 'person-key-destroyed.v1',
    });
    const seen = await path.seenBy('police.osh');
    expect(seen.status).toBe(200);
    expect(seen.body).toMatchObject({ erased: true, status: 'PossibleVictimOfTrafficking' });
    expect(JSON.stringify(seen.body)).not.toMatch(/Айпери|\+996700000001|wages/);
    expect(await search('Ayperi')).not.toContain(path.caseId);
    expect((await other.seenBy('police.osh')).body).toMatchObject({ erased: false, person: neighbours });
    expect(await search('Нурбек')).toContain(other.caseId);
    expect((await on.get('dpo', erasureOf(path.caseId))).body).toEqual(answer.body);
  });

  it('answers a repeat as it did, and happens once', async () => {
    const path = await logged(her);
    const key = randomUUID();
    const first = await on.post('dpo', erasureOf(path.caseId), asked, { key });
    const repeat = await on.post('dpo', erasureOf(path.caseId), asked, { key });
    expect([repeat.status, repeat.body, repeat.position]).toEqual([200, first.body, first.position]);
    expect((await on.post('dpo', erasureOf(path.caseId), asked)).body).toEqual(first.body);
    const other = await on.post('dpo', erasureOf(path.caseId), { ...asked, reason: 'OrderedByAuthority' }, { key });
    expect([other.status, other.body.type]).toEqual([422, 'urn:tirek:problem:key-reused']);
    const events = (await on.events()).filter(({ stream }) => stream === `person-${personOf(path.caseId)}`);
    expect(events.map(({ type }) => type)).toEqual(['PersonErased']);
  });

  it('is held while a proceeding is open, and decided anew when it has ended', async () => {
    const path = await logged(her);
    const { body } = await path.step('police.osh', `/cases/${path.caseId}/proceedings`, proceeding);
    const held = await on.post('dpo', erasureOf(path.caseId), asked);
    expect([held.status, held.body.type]).toEqual([409, 'urn:tirek:problem:legal-hold']);
    expect(JSON.stringify(held.body)).not.toMatch(/01-2026|166|prosecutor|Registered/);
    expect((await on.get('dpo', erasureOf(path.caseId))).body).toMatchObject({
      state: 'Held',
      legalHold: true,
      ...asked,
      heldAt: expect.any(String),
    });
    expect((await path.seenBy('police.osh')).body.person).toMatchObject(her);

    const move = (stage: string) =>
      path.step('prosecutor.osh', `/proceedings/${body.proceedingId}/stages`, {
        stage,
        on: daysAgo(0),
        ground: 'No evidence.',
      });
    await move('Suspended');
    expect((await on.post('dpo', erasureOf(path.caseId), asked)).status).toBe(409);
    const told = async () =>
      (await on.get('dpo', '/notices')).body.items.filter(
        (one: { kind: string; caseId: string }) => one.kind === 'ErasureHoldEnded' && one.caseId === path.caseId,
      );
    expect(await told()).toEqual([]);
    await move('Dismissed');
    while ((await told()).length === 0) await pause(50);
    expect((await on.get('dpo', erasureOf(path.caseId))).body.state).toBe('Held');
    const erased = await on.post('dpo', erasureOf(path.caseId), asked);
    expect([erased.status, erased.body.state]).toEqual([200, 'Erased']);
  });

  it('is for the officer for data protection, with codes that are known', async () => {
    const path = await logged(her);
    const at = erasureOf(path.caseId);
    for (const who of ['police.osh', 'admin', 'ngo.shelter-osh', 'rapporteur']) {
      expect((await on.post(who, at, asked)).status).toBe(403);
      expect((await on.get(who, at)).status).toBe(403);
    }
    const refused = async (body: unknown, ...pointers: string[]) => {
      const answer = await on.post('dpo', at, body);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject(naming(...pointers));
    };
    await refused({ ...asked, legalGround: 'TJ-Law-1537-2018' }, '/legalGround');
    await refused({ ...asked, legalGround: 'because Айпери asked' }, '/legalGround');
    await refused({ ...asked, reason: 'RetentionOver' }, '/reason');
    await refused({}, '/reason', '/legalGround');
    await refused({ ...asked, note: 'words' }, '/note');
    expect((await on.post('dpo', `/persons/${randomUUID()}/erasure`, asked)).status).toBe(404);
    expect((await on.get('dpo', `/persons/${randomUUID()}/erasure`)).status).toBe(404);
    expect((await on.get('dpo', '/persons/anybody/erasure')).body).toMatchObject(naming('/path/personId'));
    expect((await path.seenBy('police.osh')).body.person).toMatchObject(her);
  });

  it('needs a fresh second factor: it cannot be undone', async () => {
    const path = await logged(her);
    const stale: Caller = { ...userNamed('dpo'), user: 'dpo.without', secondFactorAt: Date.now() - 3_600_000 };
    expect((await on.post(stale, erasureOf(path.caseId), asked)).status).toBe(403);
    expect((await path.seenBy('police.osh')).body.person).toMatchObject(her);
  });

  it('is for no officer whom she excluded', async () => {
    const path = await logged(her);
    const other: Caller = { ...userNamed('dpo'), user: 'another.dpo' };
    const excluded = { organisationId: other.organisationId, user: 'dpo', on: daysAgo(0) };
    await path.step('police.osh', `/cases/${path.caseId}/exclusions`, excluded);
    expect((await on.get('dpo', erasureOf(path.caseId))).status).toBe(404);
    expect((await on.post('dpo', erasureOf(path.caseId), asked)).status).toBe(404);
    expect((await on.get(other, erasureOf(path.caseId))).body).toMatchObject({ state: 'Kept' });
    expect((await on.post(other, erasureOf(path.caseId), asked)).body).toMatchObject({ state: 'Erased' });
  });

  it('leaves the work on the case to go on, without anything personal', async () => {
    const path = await (await logged(her)).consented();
    await on.post('dpo', erasureOf(path.caseId), asked);
    const note = await on.post('police.osh', `/cases/${path.caseId}/corrections`, {
      reason: 'Her name was spelt wrong.',
      person: { name: 'Айпери' },
    });
    expect([note.status, note.body.type]).toEqual([409, 'urn:tirek:problem:wrong-state']);
    const closure = { reason: 'Reintegrated', on: daysAgo(0) };
    expect((await on.post('police.osh', `/cases/${path.caseId}/closure`, closure)).status).toBe(200);
  });

  describe('when data has been kept long enough', () => {
    const years = 5;
    const ago = (days: number): string => {
      const date = daysAgo(days);
      return `${Number(date.slice(0, 4)) - years}${date.slice(4).replace('02-29', '03-01')}`;
    };
    /** Closed on a date that no test can wait for. */
    async function closedOn(date: string, person: object): Promise<Path> {
      const path = await new Path(on).logged({ person, identifiedOn: ago(900) });
      await path.step('police.osh', `/cases/${path.caseId}/closure`, { reason: 'Reintegrated', on: date });
      return path;
    }

    it('happens by itself, and is shown before', async () => {
      const due = await closedOn(ago(1), her);
      const soon = await closedOn(ago(-20), neighbours);
      const later = await closedOn(ago(-40), neighbours);
      const held = await closedOn(ago(2), her);
      await held.step('police.osh', `/cases/${held.caseId}/proceedings`, proceeding);
      // the read model is there by then
      await held.seenBy('police.osh');
      const { body } = await on.get('dpo', '/retention');
      expect(body).toEqual({
        nextCursor: null,
        items: [
          expect.objectContaining({ caseId: held.caseId, held: true }),
          {
            personId: personOf(due.caseId),
            caseId: due.caseId,
            caseNumber: expect.stringMatching(/^KG-/),
            closedOn: ago(1),
            eraseOn: daysAgo(1),
            held: false,
          },
          expect.objectContaining({ caseId: soon.caseId, eraseOn: daysAgo(-20), held: false }),
        ],
      });
      const page = await on.get('dpo', '/retention?limit=1');
      const next = await on.get('dpo', `/retention?limit=1&cursor=${page.body.nextCursor}`);
      expect([page, next].map((one) => one.body.items.map(({ caseId }: { caseId: string }) => caseId))).toEqual([
        [held.caseId],
        [due.caseId],
      ]);
      expect((await on.get('admin', '/retention')).status).toBe(403);
      const another: Caller = { ...userNamed('dpo'), user: 'another.dpo' };
      const excluded = { organisationId: another.organisationId, user: 'dpo', on: daysAgo(0) };
      await soon.step('police.osh', `/cases/${soon.caseId}/exclusions`, excluded);
      await soon.seenBy('police.osh');
      const seen = (await on.get('dpo', '/retention')).body.items;
      expect(seen.map(({ caseId }: { caseId: string }) => caseId)).toEqual([held.caseId, due.caseId]);

      const retention = on.app.get(Retention, { strict: false });
      expect(await Promise.all([retention.eraseDue(new Date()), retention.eraseDue(new Date())])).toContain(1);
      expect((await due.seenBy('police.osh')).body.erased).toBe(true);
      for (const kept of [soon, later, held]) expect((await kept.seenBy('police.osh')).body.erased).toBe(false);
      expect((await on.get('dpo', erasureOf(due.caseId))).body).toMatchObject({
        state: 'Erased',
        reason: 'RetentionOver',
        legalGround: 'KG-Law-58-2008',
      });
      expect(await retention.eraseDue(new Date())).toBe(0);
      expect((await on.get(another, '/retention')).body.items).toHaveLength(2);
    });

    it('does not happen to a case that was reopened since the list was read', async () => {
      const path = await closedOn(ago(3), her);
      await path.seenBy('police.osh');
      const closedCases = on.app.get(ClosedCases, { strict: false });
      const stale: ClosedCase[] = (await closedCases.until(ago(0), 10)).filter(
        ({ file }) => file.caseId === path.caseId,
      );
      expect(stale).toHaveLength(1);
      await path.step('police.osh', `/cases/${path.caseId}/reopening`, { reason: 'ReturnedForHelp', on: daysAgo(0) });
      const read = jest.spyOn(closedCases, 'until').mockResolvedValueOnce(stale);
      expect(await on.app.get(Retention, { strict: false }).eraseDue(new Date())).toBe(0);
      read.mockRestore();
      expect((await path.seenBy('police.osh')).body.erased).toBe(false);
    });
  });
});

describe('an erasure', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log', 'error', 'warn']));

  it('that was cut short after it was recorded is ended by the next process', async () => {
    let on = await startApplication();
    try {
      const path = await new Path(on).logged({ person: her });
      const dying = jest.spyOn(on.app.get(Erasures, { strict: false }), 'erase').mockRejectedValue(new Error('died'));
      expect((await on.post('dpo', erasureOf(path.caseId), asked)).status).toBe(500);
      expect(dying).toHaveBeenCalled();
      expect((await path.seenBy('police.osh')).body.person).toMatchObject(her);
      on = await startApplication(await on.halt());
      let answer = await on.get('dpo', erasureOf(path.caseId));
      for (let looks = 0; looks < 100 && !answer.body.keyDeletedAt; looks += 1) {
        await pause(50);
        answer = await on.get('dpo', erasureOf(path.caseId));
      }
      expect(answer.body).toMatchObject({ state: 'Erased', keyDeletedAt: expect.any(String) });
      const seen = await on.get('police.osh', `/cases/${path.caseId}`);
      expect(seen.body.erased).toBe(true);
      expect(JSON.stringify(seen.body)).not.toContain('Айпери');
    } finally {
      await on.stop();
    }
  }, 60_000);

  /** A copy of a whole database, as a restored backup is one. Nobody may be connected to it. */
  async function copyOf({ url }: TestDatabase): Promise<TestDatabase> {
    const name = `copy_${randomUUID().replaceAll('-', '')}`;
    const [server, copied] = [new URL(url), new URL(url)];
    const original = server.pathname.slice(1);
    server.pathname = 'postgres';
    copied.pathname = name;
    const onServer = async (...statements: string[]): Promise<void> => {
      const client = new pg.Client({ connectionString: server.href });
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
    };
    await onServer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${original}'`,
      `CREATE DATABASE ${name} TEMPLATE ${original}`,
    );
    const pool = await openDatabase(copied.href, { max: 16 });
    return {
      pool,
      url: copied.href,
      async drop() {
        await pool.end();
        await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
      },
    };
  }

  /** What the chains of a database say of its logs. */
  async function findingsIn({ pool, url }: TestDatabase, home: string): Promise<unknown[]> {
    const keyRing = await openKeyRing({ pool, home, masterKeyFile: join(home, 'keys', 'master.key') });
    const store = await PostgresEventStore.open({ url });
    const readLog = await PostgresEventStore.open({ url, log: readsLog });
    try {
      const options = { database: pool, store, readLog, keyRing, checkpointFolder: undefined };
      const { storeId, publicKey: key, events, reads } = await openNotaries(options);
      const over = new AbortController();
      const running = [events, reads].map((notary) => notary.run(over.signal));
      expect(await Promise.all([events, reads].map((notary) => notary.catchesUp(20_000)))).toEqual([true, true]);
      over.abort();
      await Promise.all(running);
      const source = await exportSource({
        database: pool,
        storeId,
        key,
        at: new Date().toISOString(),
        logs: [
          { log: 'events', store, after: beginning },
          { log: 'reads', store: readLog, after: beginning },
        ],
      });
      const verdict = await verify(() => exportLines(source), { checkpoints: [] });
      return verdict.logs.map(({ log, count, finding }) => ({ log, some: count > 0, finding }));
    } finally {
      await Promise.all([store.close(), readLog.close(), keyRing.close()]);
    }
  }

  it('cannot be undone with a backup or a copy of the database, and her neighbour is not touched', async () => {
    let on = await startApplication();
    const path = await new Path(on).logged({ person: her });
    const other = await new Path(on).logged({ person: neighbours });
    const figures = async () =>
      (await on.get('rapporteur', '/statistics?groupBy=gender,exploitation', { after: other.position })).body.cells;
    const before = await figures();
    expect(before).toEqual([expect.objectContaining({ count: 2 })]);

    const folder = join(on.home, 'backup');
    await backUp(folder, on.pool);
    const { database, home } = await on.halt();
    const copy = await copyOf(database);
    const withKeys = await copyOf(database);
    const oldHome = `${home}-copy`;
    cpSync(home, oldHome, { recursive: true });

    on = await startApplication({ database, home });
    expect((await on.post('dpo', erasureOf(path.caseId), asked)).body.finalAt).toBeUndefined();
    await on.app.get(KeyRotation, { strict: false }).rotate();
    expect((await on.get('dpo', erasureOf(path.caseId))).body).toMatchObject({ finalAt: expect.any(String) });
    expect((await on.get('police.osh', `/cases/${other.caseId}`)).body.person).toMatchObject(neighbours);
    expect(await figures()).toEqual(before);
    const fine = ['events', 'reads'].map((log) => ({ log, some: true, finding: undefined }));
    await on.halt();
    expect(await findingsIn(database, home)).toEqual(fine);

    const backup = await testDatabase({ max: 16 });
    await restore(folder, backup.pool, migrations);
    // each with the keys that are left
    for (const restored of [backup, copy]) {
      on = await startApplication({ database: restored, home });
      const seen = await on.get('police.osh', `/cases/${path.caseId}`);
      expect(seen.body).toMatchObject({ erased: true });
      expect(JSON.stringify(seen.body)).not.toMatch(/Айпери|\+996700000001|wages/);
      const found = async (name: string) => (await on.post('police.osh', '/caseload/search', { name })).body.items;
      // the index of names is made anew from a backup: when the last of the two is in it, the first was looked at
      while ((await found('Нурбек')).length === 0) await pause(50);
      expect(await found('Ayperi')).toEqual([]);
      expect((await on.get('police.osh', `/cases/${other.caseId}`)).body.person).toMatchObject(neighbours);
      expect(await figures()).toEqual(before);
      expect((await on.get('dpo', erasureOf(path.caseId))).body).toMatchObject({ finalAt: expect.any(String) });
      await on.halt();
      expect(await findingsIn(restored, home)).toEqual(fine);
    }

    // a copy together with the keys of its time is a copy: what ADR 20 says of it is so
    on = await startApplication({ database: withKeys, home: oldHome });
    expect((await on.get('police.osh', `/cases/${path.caseId}`)).body.person).toMatchObject(her);
    await on.halt();

    for (const one of [database, backup, copy, withKeys]) await one.drop();
    for (const folder of [home, oldHome]) rmSync(folder, { recursive: true });
  }, 120_000);
});
