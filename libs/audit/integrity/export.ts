import type pg from 'pg';
import { beginning, type EventStore } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { checkpointsBetween, lastLink, lastStoredCheckpoint, linksBetween } from './chain-tables.js';
import type { ChainedLog } from './chain.js';

const PAGE = 500;

const about =
  'Events of Tirek as they are stored, each with its link in the chain of hashes. Personal text is sealed; codes, dates and organisations are not: keep this file as you keep the system. Check it with: tirek verify FILE';

/** The first line of an export. */
export interface ExportHeader {
  readonly tirek: 'export';
  readonly version: 1;
  readonly about: string;
  readonly at: string;
  /** The id of the first event of the event store. */
  readonly storeId: string;
  /** The public half of the notary's key: Ed25519, base64url. */
  readonly key: string;
  readonly logs: readonly ChainedLog[];
}

/** An event of a log and its link, both at one position; one of the two may be missing. */
export interface ExportEntry {
  readonly log: ChainedLog;
  readonly event?: RecordedEvent;
  /** Hash and signature in base64url. */
  readonly link?: {
    readonly position: number;
    readonly eventId: string;
    readonly type: string;
    readonly hash: string;
    readonly signature: string;
  };
}

/** What is stored as a checkpoint, whatever somebody made of it, and where. */
export interface ExportedCheckpoint {
  readonly checkpoint: unknown;
  readonly storedFor: { readonly log: ChainedLog; readonly position: number };
}

/** A line of an export: the header, the checkpoints, the logs one after another, and at the end how many lines there were. */
export type ExportLine = ExportHeader | ExportedCheckpoint | ExportEntry | { readonly end: number };

/** A log that can be exported. */
export interface ExportableLog {
  readonly log: ChainedLog;
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  /** The position to begin after: before everything that the store would show to anybody. */
  readonly after: number;
}

/** A log as it is exported: what is recorded meanwhile is left out. */
interface ExportedLog extends ExportableLog {
  /** The last position to export. */
  readonly upTo: number;
  /** The position of the last checkpoint to export: one that was there when `upTo` was looked up. */
  readonly lastCheckpoint: number;
}

/** What is exported. */
export interface ExportSource {
  readonly database: pg.Pool;
  readonly storeId: string;
  readonly key: string;
  readonly at: string;
  readonly logs: readonly ExportedLog[];
}

/**
 * Decides up to where the logs are exported: to what they have now, and what the chain says that they had. `linkedOnly`:
 * no further than the chain goes.
 */
export async function exportSource(
  source: Omit<ExportSource, 'logs'> & { readonly logs: readonly ExportableLog[] },
  { linkedOnly = false }: { readonly linkedOnly?: boolean } = {},
): Promise<ExportSource> {
  const logs: ExportedLog[] = [];
  for (const one of source.logs) {
    // in this order: what is recorded meanwhile has neither a link nor a checkpoint too many
    const lastCheckpoint = (await lastStoredCheckpoint(source.database, one.log))?.position ?? beginning;
    const link = await lastLink(source.database, one.log);
    const linked = link?.position ?? beginning;
    const upTo = linkedOnly ? linked : Math.max(linked, await one.store.head());
    logs.push({ ...one, lastCheckpoint, upTo });
  }
  return { ...source, logs };
}

/** The lines of an export, and how much of it is done with each, in positions. */
export async function* exportInParts(
  source: ExportSource,
): AsyncGenerator<{ readonly value: ExportLine; readonly done: number; readonly of: number }> {
  const { logs } = source;
  const of = logs.reduce((sum, { upTo }) => sum + upTo, 0);
  let done = 0;
  for await (const line of exportLines(source)) {
    if ('log' in line) {
      const before = logs.slice(
        0,
        logs.findIndex(({ log }) => log === line.log),
      );
      const { position } = (line.event ?? line.link)!;
      done = before.reduce((sum, { upTo }) => sum + upTo, position);
    }
    yield { value: line, done, of };
  }
}

/** The lines of an export, as they are in the database and the event store now. */
export async function* exportLines(source: ExportSource): AsyncGenerator<ExportLine, void, undefined> {
  const { database, storeId, key, at, logs } = source;
  let lines = 1;
  yield { tirek: 'export', version: 1, about, at, storeId, key, logs: logs.map(({ log }) => log) };
  for (const { log, lastCheckpoint } of logs) {
    const read = (after: number) => checkpointsBetween(database, log, { after, upTo: lastCheckpoint, limit: PAGE });
    for await (const { checkpoint, position } of pages(beginning, read)) {
      lines += 1;
      yield { checkpoint, storedFor: { log, position } };
    }
  }
  for (const log of logs) {
    for await (const entry of entriesOf(database, log)) {
      lines += 1;
      yield entry;
    }
  }
  yield { end: lines + 1 };
}

/** Events and links side by side, by their positions. */
async function* entriesOf(database: pg.Pool, { log, store, after, upTo }: ExportedLog): AsyncGenerator<ExportEntry> {
  const events = pages(after, async (from) => {
    const page = await store.readAll(from, PAGE);
    return page.filter(({ position }) => position <= upTo);
  });
  const links = pages(after, (from) => linksBetween(database, log, { after: from, upTo, limit: PAGE }));
  let [event, link] = [await events.next(), await links.next()];
  while (!event.done || !link.done) {
    const atEvent = event.done ? Infinity : event.value.position;
    const atLink = link.done ? Infinity : link.value.position;
    const entry: { -readonly [K in keyof ExportEntry]: ExportEntry[K] } = { log };
    if (!event.done && atEvent <= atLink) entry.event = event.value;
    if (!link.done && atLink <= atEvent) {
      const { position, eventId, type, hash, signature } = link.value;
      entry.link = {
        position,
        eventId,
        type,
        hash: hash.toString('base64url'),
        signature: signature.toString('base64url'),
      };
    }
    yield entry;
    if (atEvent <= atLink) event = await events.next();
    if (atLink <= atEvent) link = await links.next();
  }
}

/**
 * What a reader gives page by page, one by one, until a page is empty. What comes after a position that no log ever gives,
 * because it is not told exactly from its neighbours, was put there, and the first of it is enough to say so.
 */
async function* pages<T extends { readonly position: number }>(
  after: number,
  read: (after: number) => Promise<readonly T[]>,
): AsyncGenerator<T, undefined, undefined> {
  for (let from = after; ;) {
    const page = await read(from);
    const last = page.at(-1);
    if (last === undefined) return undefined;
    yield* page;
    if (last.position > Number.MAX_SAFE_INTEGER) return undefined;
    from = last.position;
  }
}
