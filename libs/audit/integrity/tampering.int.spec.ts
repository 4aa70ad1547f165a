import { createSecretKey, randomBytes } from 'node:crypto';
import type { RecordedEvent } from '#kernel';
import { type ChainedLog, chainStart, linkHash, linkMessage } from './chain.js';
import type { ExportEntry, ExportHeader, ExportLine } from './export.js';
import { chainedLogs, type ChainedLogs } from './integrity.testing.js';
import { NotaryKey } from './notary-key.js';
import { CannotVerify, verify } from './verify.js';

const schemas = { events: 'tirek_events', reads: 'tirek_reads' } as const;

describe.each(['events', 'reads'] as const)('in the log of %s', (log) => {
  const table = `${schemas[log]}.events`;
  const links = `tirek_integrity.chain WHERE log = '${log}' AND`;
  let logs: ChainedLogs;
  /** The event at each position, as it was recorded. */
  let recorded: Map<number, RecordedEvent>;

  beforeEach(async () => {
    logs = await chainedLogs();
    // the log of events begins with one of its own
    await logs.record(log, log === 'events' ? 9 : 10);
    await logs.checkpoint(log);
    recorded = await eventsNow();
  });
  afterEach(() => logs.drop());

  const isEntry = (line: ExportLine): line is ExportEntry => 'log' in line && line.log === log;

  async function eventsNow(): Promise<Map<number, RecordedEvent>> {
    const entries = (await logs.lines()).filter(isEntry);
    return new Map(entries.flatMap(({ event }) => (event ? [[event.position, event]] : [])));
  }

  const verdict = async (known?: Parameters<ChainedLogs['verify']>[0]) =>
    (await logs.verify(known)).logs.find((one) => one.log === log)!;

  const named = (kind: string, position: number, event = recorded.get(position)!) => ({
    log,
    kind,
    position,
    eventId: event.eventId,
    type: event.type,
  });

  /** Moves the events from a position on, so that no two are ever at one. */
  const shift = (from: number, by: number): string =>
    `UPDATE ${table} SET position = -position WHERE position >= ${from};
     UPDATE ${table} SET position = -position + ${by} WHERE position < 0`;
  const insertAt = (position: number | bigint | string, stream = 'case-x', revision = 0): string =>
    `INSERT INTO ${table} SELECT ${position}, '${stream}', ${revision}, '00000000-0000-4000-8000-000000000001', NULL, type,
       schema_version, occurred_at, recorded_at, data, metadata FROM ${table} WHERE position = 2`;
  const inserted = { eventId: '00000000-0000-4000-8000-000000000001', type: 'SomethingHappened' };

  it('all is found to be as it was', async () => {
    const { finding, count, position, newestFromOutside } = await verdict();
    expect({ finding, count, position, newestFromOutside }).toEqual({ count: 10, position: 10 });
  });

  it.each([
    ['data', `data = '{"codes": ["ForcedLabour"]}'`],
    ['metadata', `metadata = jsonb_set(metadata::jsonb, '{actor,user}', '"police.bishkek"')::json`],
    ['the type', `type = 'CaseClosed'`],
    ['the stream', `stream = 'case-1'`],
    ['the revision', 'revision = 7'],
    ['when it happened', `occurred_at = '2026-11-20'`],
    ['when it was recorded', `recorded_at = recorded_at + interval '1 microsecond'`],
    ['the version', 'schema_version = 2'],
  ])('a change of %s is found, of two changes the first', async (_, change) => {
    await logs.tamper(
      `UPDATE ${table} SET ${change} WHERE position = 4`,
      `UPDATE ${table} SET occurred_at = '' WHERE position = 8`,
    );
    const { finding, count } = await verdict();
    const now = (await eventsNow()).get(4)!;
    expect({ finding, count }).toEqual({ finding: named('changed', 4, now), count: 3 });
  });

  it('another order of members in the JSON is no change', async () => {
    await logs.tamper(
      `UPDATE ${table} SET data = data::jsonb::json, metadata = metadata::jsonb::json WHERE position = 4`,
    );
    expect((await verdict()).finding).toBeUndefined();
  });

  it('an event that was put in, the others moved, is found', async () => {
    await logs.tamper(shift(5, 1), insertAt(5));
    expect((await verdict()).finding).toEqual({ log, kind: 'inserted', position: 5, ...inserted });
  });

  it('an event that was put before the first, where no reader looks, is found', async () => {
    await logs.tamper(insertAt(-7));
    expect((await verdict()).finding).toEqual({ log, kind: 'inserted', position: -7, ...inserted });
  });

  it('an event beyond the chain is found', async () => {
    await logs.tamper(insertAt(11));
    expect((await verdict()).finding).toEqual({ log, kind: 'unlinked', position: 11, ...inserted });
  });

  it('an event in the place of another is found by the one that is gone', async () => {
    await logs.tamper(`DELETE FROM ${table} WHERE position = 6`, insertAt(6));
    expect((await verdict()).finding).toEqual(named('removed', 6));
  });

  it('an event that was removed is found', async () => {
    await logs.tamper(`DELETE FROM ${table} WHERE position = 6`);
    expect((await verdict()).finding).toEqual(named('removed', 6));
  });

  it('an event that was removed, the others moved, is found', async () => {
    await logs.tamper(`DELETE FROM ${table} WHERE position = 6`, shift(7, -1));
    expect((await verdict()).finding).toEqual(named('removed', 6));
  });

  it('the last event, removed, is found', async () => {
    await logs.tamper(`DELETE FROM ${table} WHERE position = 10`);
    expect((await verdict()).finding).toEqual(named('removed', 10));
  });

  it('the last event, removed with its link, is found by the checkpoint that was left', async () => {
    await logs.tamper(`DELETE FROM ${table} WHERE position = 10`, `DELETE FROM ${links} position = 10`);
    expect((await verdict()).finding).toMatchObject({
      kind: 'cut',
      position: 9,
      checkpoint: { position: 10, count: 10 },
    });
  });

  it('two events that were swapped are found by the first', async () => {
    await logs.tamper(
      `UPDATE ${table} SET position = -3 WHERE position = 3`,
      `UPDATE ${table} SET position = 3 WHERE position = 7`,
      `UPDATE ${table} SET position = 7 WHERE position = -3`,
    );
    expect((await verdict()).finding).toEqual(named('reordered', 3));
  });

  it('two events of which the contents were swapped are found by the first', async () => {
    const data = (position: number): string => JSON.stringify(recorded.get(position)!.data);
    const other = JSON.stringify({ ...recorded.get(7)!.data, number: 7 });
    await logs.tamper(
      `UPDATE ${table} SET data = '${other}' WHERE position = 3`,
      `UPDATE ${table} SET data = '${data(3)}' WHERE position = 7`,
    );
    expect((await verdict()).finding).toEqual(named('changed', 3));
  });

  it('a link that was changed is told from an event that was', async () => {
    await logs.tamper(`UPDATE ${links} position = 5`.replace('WHERE', 'SET hash = sha256(hash) WHERE'));
    expect((await verdict()).finding).toEqual(named('link', 5));
  });

  it('links that were removed are found', async () => {
    await logs.tamper(`DELETE FROM ${links} position >= 8`, `DELETE FROM tirek_integrity.checkpoints`);
    expect((await verdict()).finding).toEqual(named('unlinked', 8));
    await logs.tamper(`DELETE FROM ${links} position = 4`);
    expect((await verdict()).finding).toEqual(named('inserted', 4));
  });

  /** Changes an event and makes the chain anew from it on, as whoever has the tables can; the signatures are his own. */
  async function rewrite(position: number, sign: (hash: Buffer) => Buffer | undefined): Promise<void> {
    await logs.tamper(`UPDATE ${table} SET occurred_at = '2026-11-20' WHERE position = ${position}`);
    const { storeId } = (await logs.lines())[0] as ExportHeader;
    let hash = chainStart(log, storeId);
    const statements: string[] = [];
    for (const event of (await eventsNow()).values()) {
      hash = linkHash(hash, event);
      if (event.position < position) continue;
      const signature = sign(hash);
      const signed = signature ? `, signature = '\\x${signature.toString('hex')}'` : '';
      statements.push(
        `UPDATE tirek_integrity.chain SET hash = '\\x${hash.toString('hex')}'${signed}
         WHERE log = '${log}' AND position = ${event.position}`,
      );
    }
    await logs.tamper(...statements, 'DELETE FROM tirek_integrity.checkpoints');
  }

  it('a chain that was made anew without the key is found by its first event', async () => {
    await rewrite(5, () => undefined);
    expect((await verdict()).finding).toEqual(named('unsigned', 5));
  });

  it('a chain that was made anew with another key is found by its first event', async () => {
    const other = new NotaryKey(createSecretKey(randomBytes(32)));
    await rewrite(5, (hash) => other.sign(linkMessage(hash)));
    expect((await verdict()).finding).toEqual(named('unsigned', 5));
  });

  it('a stretch that was made anew, the rest left, is found by its first event', async () => {
    await rewrite(5, () => undefined);
    await logs.tamper(`UPDATE ${table} SET occurred_at = '2026-11-19' WHERE position = 8`);
    expect((await verdict()).finding).toEqual(named('unsigned', 5));
  });

  it('a chain that was made anew with the key is found by a checkpoint from outside alone', async () => {
    const outside = await logs.checkpoint(log);
    await rewrite(5, (hash) => logs.key.sign(linkMessage(hash)));
    expect((await verdict()).finding).toBeUndefined();
    expect((await verdict({ checkpoints: [outside] })).finding).toEqual({
      log,
      kind: 'contradicted',
      position: 10,
      checkpoint: outside,
    });
  });

  const cutAfter = (position: number): string[] => [
    `DELETE FROM ${table} WHERE position > ${position}`,
    `DELETE FROM ${links} position > ${position}`,
    `DELETE FROM tirek_integrity.checkpoints WHERE position > ${position}`,
    `UPDATE tirek_subscribers.checkpoints SET position = ${position} WHERE name = 'notary ${log}'`,
  ];

  it('a tail that was cut is found by a checkpoint from outside alone', async () => {
    const outside = await logs.checkpoint(log);
    await logs.tamper(...cutAfter(7));
    expect(await verdict()).toEqual({ log, count: 7, position: 7 });
    expect(await verdict({ checkpoints: [outside] })).toEqual({
      log,
      count: 7,
      position: 7,
      newestFromOutside: outside,
      finding: { log, kind: 'cut', position: 7, checkpoint: outside },
    });
  });

  it('an older copy that was put back, and went on, is found by a checkpoint from outside alone', async () => {
    const outside = await logs.checkpoint(log);
    await logs.tamper(...cutAfter(6));
    await logs.record(log, 8);
    expect(await verdict()).toEqual({ log, count: 14, position: 14 });
    expect((await verdict({ checkpoints: [outside] })).finding).toEqual({
      log,
      kind: 'contradicted',
      position: 10,
      checkpoint: outside,
    });
  });

  it('an older checkpoint from outside agrees with what was added since', async () => {
    const outside = await logs.checkpoint(log);
    await logs.record(log, 3);
    expect(await verdict({ checkpoints: [outside] })).toEqual({
      log,
      count: 13,
      position: 13,
      newestFromOutside: outside,
    });
  });

  it('a checkpoint of the tables that was changed is found', async () => {
    await logs.tamper(
      `UPDATE tirek_integrity.checkpoints SET checkpoint = jsonb_set(checkpoint::jsonb, '{count}', '12')::json`,
    );
    expect((await verdict()).finding).toMatchObject({ log, kind: 'forged', position: 10 });
  });

  it.each(['{}', 'null', '"x"', `(checkpoint::jsonb - 'signature')::text`])(
    'what was made of a checkpoint of the tables is found where it was: %s',
    async (made) => {
      const text = made.startsWith('(') ? made : `'${made}'`;
      const change = `UPDATE tirek_integrity.checkpoints SET checkpoint = ${text}::json WHERE position = 10`;
      await logs.tamper(change);
      expect((await verdict()).finding).toEqual({ log, kind: 'forged', position: 10 });
      await expect(logs.notaries[log].checkpoint()).rejects.toThrow('a checkpoint is not signed');
      expect(await logs.notaries[log].standing()).toBe('Refusing');
      await logs.tamper(
        `INSERT INTO tirek_integrity.checkpoints VALUES ('${log}', 11, now(), '${JSON.stringify({ position: 4 })}')`,
      );
      expect((await verdict()).finding).toEqual({ log, kind: 'forged', position: 10 });
    },
  );

  it('an event that was put, or moved, to a position that no log gives is found', async () => {
    const [most, read] = ['9223372036854775807', 2 ** 63];
    await logs.tamper(insertAt(most), insertAt(9e15, 'case-y', 2), insertAt(2n ** 53n + 1n, 'case-z', 3));
    expect((await verdict()).finding).toEqual({ log, kind: 'unlinked', position: 9e15, ...inserted });
    await logs.tamper(`DELETE FROM ${table} WHERE position BETWEEN 11 AND ${most}::bigint - 1`);
    expect((await verdict()).finding).toEqual({ log, kind: 'unlinked', position: read, ...inserted });
    await logs.tamper(
      `DELETE FROM ${table} WHERE position = ${most}`,
      `UPDATE ${table} SET position = ${most} WHERE position = 6`,
    );
    expect((await verdict()).finding).toEqual(named('reordered', 6));
  });

  it('a link that was moved to a position that no log gives is found by its event', async () => {
    await logs.tamper(`UPDATE ${links} position = 10`.replace('WHERE', 'SET position = 9223372036854775807 WHERE'));
    await logs.tamper(`DELETE FROM tirek_integrity.checkpoints`);
    expect((await verdict()).finding).toEqual(named('unlinked', 10));
  });

  it('the notary says that it refuses when the chain does not end where it left it', async () => {
    await logs.tamper(`DELETE FROM ${links} position = 10`, 'DELETE FROM tirek_integrity.checkpoints');
    expect(await logs.notaries[log].standing()).toBe('Refusing');
  });

  it('a checkpoint that is stored where another position is keeps nobody from the end of the check', async () => {
    await logs.record(log, 1);
    await logs.checkpoint(log);
    await logs.tamper(
      `UPDATE tirek_integrity.checkpoints SET checkpoint = jsonb_set(checkpoint::jsonb, '{position}', '3')::json
       WHERE position = 10`,
    );
    expect((await verdict()).finding).toMatchObject({ log, kind: 'forged', position: 3 });
  });

  it('the notary adds nothing to a chain that is not its own, and signs nothing', async () => {
    await rewrite(5, () => undefined);
    await expect(logs.notaries[log].checkpoint()).rejects.toThrow('a link is not signed');
    await logs.append(log, 1);
    const over = new AbortController();
    const running = logs.notaries[log].run(over.signal);
    expect(await complained()).toMatchObject({ name: 'ChainBrokenError' });
    over.abort();
    await running;
    expect((await verdict()).finding).toEqual(named('unsigned', 5));
  });

  it('the notary signs nothing when the chain is not what it signed before', async () => {
    const forged = await logs.checkpoint(log);
    await logs.tamper(...cutAfter(6));
    await logs.record(log, 8);
    await logs.tamper(
      `INSERT INTO tirek_integrity.checkpoints VALUES ('${log}', 10, now(), '${JSON.stringify(forged)}')`,
    );
    await expect(logs.notaries[log].checkpoint()).rejects.toThrow('the chain is not what was signed');
  });

  it('the notary passes on no checkpoint of the tables that it did not sign, and is kept from signing by none', async () => {
    const signed = await logs.checkpoint(log);
    for (const forged of [
      { ...signed, count: 12 },
      { ...signed, at: '2999-01-01T00:00:00.000Z' },
      { ...signed, signature: undefined },
      null,
    ]) {
      await logs.tamper(`UPDATE tirek_integrity.checkpoints SET checkpoint = '${JSON.stringify(forged)}'`);
      await expect(logs.notaries[log].checkpoint()).rejects.toThrow('a checkpoint is not signed');
      expect(await logs.notaries[log].standing()).toBe('Refusing');
    }
    await logs.tamper(
      `UPDATE tirek_integrity.checkpoints SET checkpoint = '${JSON.stringify({ ...signed, at: '2999-01-01' })}'`,
    );
    const over = new AbortController();
    const running = logs.notaries[log].run(over.signal);
    expect(await complained()).toMatchObject({ log, name: 'ChainBrokenError' });
    over.abort();
    await running;
  });

  it('the notary says that it refuses, or that events wait for it', async () => {
    const notary = logs.notaries[log];
    expect(await notary.standing()).toBe('Working');
    await logs.append(log, 1);
    expect(await notary.standing()).toBe('Working');
    await logs.tamper(`UPDATE ${table} SET recorded_at = recorded_at - interval '1 minute' WHERE position = 11`);
    expect(await notary.standing()).toBe('Behind');
    await logs.tamper(`DELETE FROM ${table} WHERE position >= 10`);
    expect(await notary.standing()).toBe('Refusing');
  });

  async function complained(): Promise<object> {
    while (logs.complaints.length === 0) await new Promise((resolve) => void setTimeout(resolve, 20));
    return logs.complaints[0]!;
  }
});

describe('an export', () => {
  let logs: ChainedLogs;
  let lines: ExportLine[];
  const log: ChainedLog = 'events';

  beforeEach(async () => {
    logs = await chainedLogs();
    await logs.record(log, 5);
    await logs.checkpoint(log);
    lines = await logs.lines();
  });
  afterEach(() => logs.drop());

  const check = (of: readonly unknown[], known: Parameters<ChainedLogs['verify']>[0] = {}) =>
    verify(
      async function* () {
        yield* of;
      },
      { checkpoints: [], ...known },
    );

  it('is checked with the key that it names, which may be known from elsewhere', async () => {
    expect(await check(lines)).toMatchObject({ key: logs.key.publicKey, keyIsKnown: false });
    expect(await check(lines, { key: logs.key.publicKey })).toMatchObject({ keyIsKnown: true });
    const other = new NotaryKey(createSecretKey(randomBytes(32)));
    await expect(check(lines, { key: other.publicKey })).rejects.toThrow('which is not the one that was given');
  });

  it('is no export without its end, with something after it, or without its head', async () => {
    await expect(check(lines.slice(0, -1))).rejects.toThrow('its end is missing');
    await expect(check([...lines.slice(0, -3), lines.at(-1)])).rejects.toThrow('its end is missing');
    await expect(check([...lines, lines.at(-1)])).rejects.toThrow('something after the end');
    await expect(check(lines.slice(1))).rejects.toThrow('no export');
    await expect(check([])).rejects.toThrow('no export');
    await expect(check([lines[0], 'nonsense'])).rejects.toThrow('Line 2');
    await expect(check([{ ...lines[0], version: 2 }])).rejects.toThrow('another version');
    await expect(check([{ ...lines[0], key: 'short' }, ...lines.slice(1)])).rejects.toThrow('names no key');
  });

  describe('of which a line was changed so that it cannot be read', () => {
    type Entry = Record<string, Record<string, unknown> | null | string>;
    const found = async (change: (entry: Entry) => void, known?: Parameters<ChainedLogs['verify']>[0]) => {
      const changed = structuredClone(lines) as unknown as Entry[];
      change(changed.find(({ event }) => (event as { position?: number } | undefined)?.position === 4)!);
      return (await check(changed, known)).logs[0]!.finding;
    };
    const fourth = () => {
      const { position, eventId, type } = (lines as ExportEntry[]).find(({ event }) => event?.position === 4)!.event!;
      return { log, position, eventId, type };
    };

    it.each([
      ['is null', null],
      ['is a text', 'x'],
      ['has no id', { position: 4, type: 'x' }],
      ['has a text for its position', { position: '4', eventId: 'x', type: 'x' }],
    ])('is found by the link where the event %s', async (_, event) => {
      const finding = await found((entry) => void (entry['event'] = event));
      expect(finding).toEqual({ ...fourth(), kind: 'removed' });
    });

    it.each([
      ['is null', null, 'inserted'],
      ['has no id', { position: 4, type: 'x', hash: '', signature: '' }, 'inserted'],
    ])('is found by the event where the link %s', async (_, link, kind) => {
      expect(await found((entry) => void (entry['link'] = link))).toEqual({ ...fourth(), kind });
    });

    it('is found where the hash of the link is no text; a signature within vouches for nothing that the last one does not', async () => {
      const change = (member: string) =>
        found((entry) => void ((entry['link'] as Record<string, unknown>)[member] = 7));
      expect(await change('hash')).toEqual({ ...fourth(), kind: 'link' });
      expect(await change('signature')).toBeUndefined();
    });

    it('is none of an export when neither is left', async () => {
      const cleared = found((entry) => {
        entry['event'] = null;
        entry['link'] = null;
      });
      await expect(cleared).rejects.toThrow('is not one of an export');
    });

    it('is found where it was a checkpoint', async () => {
      const changed = lines.map((line) => ('checkpoint' in line ? { ...line, checkpoint: { ...line, key: 7 } } : line));
      expect((await check(changed)).logs[0]!.finding).toEqual({ log, kind: 'forged', position: 6 });
    });
  });

  it('is found to be changed when its first event, which names the store, is gone or another', async () => {
    const outside = await logs.checkpoint(log);
    const [first, ...rest] = lines as [ExportHeader, ...ExportLine[]];
    const at = rest.findIndex((line) => 'log' in line);
    const { event, link } = rest[at] as Required<ExportEntry>;
    const storeId = '00000000-0000-4000-8000-000000000001';
    for (const entry of [
      { log, link },
      { log, link, event: { ...event, eventId: storeId } },
    ]) {
      const changed = [{ ...first, storeId }, ...rest.with(at, entry)];
      expect((await check(changed, { checkpoints: [outside] })).logs[0]!.finding).toEqual({
        log,
        kind: 'removed',
        position: 1,
        eventId: link.eventId,
        type: link.type,
      });
    }
    const renamed = [{ ...first, storeId }, ...rest];
    expect((await check(renamed, { checkpoints: [outside] })).logs[0]!.finding).toMatchObject({
      kind: 'changed',
      position: 1,
    });
  });

  it('is none of both logs when one of them was left out of it', async () => {
    const isOfReads = (line: object): boolean => 'log' in line && line.log === 'reads';
    const left = lines.slice(1, -1).filter((line) => !isOfReads(line));
    const exportOf = (logs: string[], within: ExportLine[]) => [
      { ...lines[0], logs },
      ...within,
      { end: within.length + 2 },
    ];
    await expect(check(exportOf(['events'], left))).rejects.toThrow('The log of reads is not in the export.');
    await expect(check(exportOf([], []))).rejects.toThrow('The log of events is not in the export.');
    expect((await check(exportOf(['events'], left), { logs: ['events'] })).logs).toEqual([
      { log, count: 6, position: 6 },
    ]);
  });

  it('takes no checkpoint from outside that is of another store, of another key, or not signed', async () => {
    const outside = await logs.checkpoint(log);
    const other = await chainedLogs();
    await other.record(log, 1);
    const foreign = await other.checkpoint(log);
    await other.drop();
    const refused = [foreign, { ...foreign, storeId: outside.storeId }, { ...outside, count: 4 }];
    const reasons = ['of another store', 'with another key', 'is not signed'];
    for (const [i, checkpoint] of refused.entries()) {
      await expect(check(lines, { checkpoints: [checkpoint] })).rejects.toThrow(reasons[i]!);
    }
    await expect(check(lines, { checkpoints: [foreign] })).rejects.toBeInstanceOf(CannotVerify);
  });

  it('holds nothing that was sealed in clear, and says what it is', () => {
    expect(lines[0]).toMatchObject({ tirek: 'export', version: 1, about: expect.stringContaining('sealed') });
  });
});
