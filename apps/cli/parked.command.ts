import type { Configuration } from '#configuration';
import { administration, type Api, callApi, CannotDo, NotThere } from './running-system.js';
import { tableOf } from './table.js';

/** Every read model that a system of Tirek may have. */
export const projections = ['case_file', 'members', 'caseload', 'coordination', 'statistics', 'readers', 'notices'];

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface Parked {
  readonly id: string;
  readonly stream?: string;
  readonly place?: string;
  readonly type?: string;
  readonly reason: string | null;
  readonly parkedAt: string;
}

export interface Skipped {
  readonly id: string;
  readonly stream?: string;
  readonly type?: string;
  readonly reason: string;
  readonly skippedBy: string;
  readonly skippedAt: string;
}

/** Prints what one read model, or each, could not take in, and what is left out by decision. Returns the exit code. */
export async function listParked(name: string | undefined, configuration: Configuration): Promise<number> {
  const at = await administration(configuration);
  if (name === undefined) await printEach(at);
  else await printParked(at, name);
  return 0;
}

/** Asks for each by its name: behind a proxy that joins no lists, the list is that of one service only. */
async function printEach(at: Api): Promise<void> {
  let found = 0;
  for (const projection of projections) {
    try {
      await printParked(at, projection);
      found += 1;
    } catch (error) {
      if (!(error instanceof NotThere)) throw error;
    }
  }
  if (found === 0) throw new CannotDo(`There is no projection at ${at.url}.`);
}

async function printParked(at: Api, projection: string): Promise<void> {
  const [parked, skipped] = await Promise.all([parkedOf(at, projection), skippedOf(at, projection)]);
  process.stdout.write(`${parkedReport(projection, parked, skipped).join('\n')}\n`);
}

/** Everything that is parked of a read model, newest first. */
export const parkedOf = (at: Api, projection: string): Promise<Parked[]> => allOf(at, projection, 'parked');

const skippedOf = (at: Api, projection: string): Promise<Skipped[]> => allOf(at, projection, 'skipped');

async function allOf<T>(at: Api, projection: string, list: 'parked' | 'skipped'): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '200', ...(cursor === null ? {} : { cursor }) });
    const page: Page<T> = await callApi(at, `/projections/${encodeURIComponent(projection)}/${list}?${query}`);
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

/** The lines about one read model. What only waits behind another event of its stream is counted, not listed. */
export function parkedReport(projection: string, parked: readonly Parked[], skipped: readonly Skipped[]): string[] {
  const causes = parked.filter(({ reason }) => reason !== null);
  const waiting = parked.length - causes.length;
  const lines = [parked.length === 0 ? `${projection}: nothing is parked` : `${projection}: ${parked.length} parked`];
  if (causes.length > 0) {
    const rows = causes.map(({ id, type, stream, place, parkedAt, reason }) => [
      id,
      type ?? 'unreadable',
      stream ?? place ?? '',
      second(parkedAt),
      reason ?? '',
    ]);
    lines.push('', ...tableOf(['ID', 'TYPE', 'STREAM', 'SINCE', 'REASON'], rows));
  }
  if (waiting > 0) lines.push(`  ${waiting} later ${waiting === 1 ? 'event waits' : 'events wait'} behind them`);
  if (parked.length > 0) {
    lines.push(
      '',
      `  When the cause is mended:  tirek retry ${projection}`,
      `  To do without an event:    tirek skip ${projection} ID --reason "..."`,
      '',
    );
  }
  if (skipped.length > 0) {
    const rows = skipped.map(({ id, type, stream, skippedAt, skippedBy, reason }) => [
      id,
      type ?? 'unreadable',
      stream ?? '',
      second(skippedAt),
      skippedBy,
      reason,
    ]);
    lines.push(
      `${projection}: ${skipped.length} left out by decision`,
      '',
      ...tableOf(['ID', 'TYPE', 'STREAM', 'SINCE', 'BY', 'REASON'], rows),
      '',
    );
  }
  return lines;
}

/** An instant to the second, in UTC. */
const second = (instant: string): string => instant.replace(/\.\d+Z$/, 'Z');
