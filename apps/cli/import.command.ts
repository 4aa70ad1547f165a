import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import type { Configuration } from '#configuration';
import { administration, Away, callApi, CannotDo } from './running-system.js';

interface Report {
  readonly state: 'Running' | 'Finished' | 'Failed';
  readonly progress: number;
  readonly read: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly corrected: number;
  readonly refused: number;
  readonly refusals: readonly { line: number; column: string; reason: string }[];
  readonly corrections: readonly { line: number; caseNumber: string; columns: readonly string[] }[];
  readonly error?: string;
}

const shown = 20;
const pollMilliseconds = 200;
/** How long the system may be away in the middle of an import: it goes on by itself when it is back. */
const patienceMilliseconds = 60_000;

/** Sends a file to the running system, shows how far it is, and prints the report. Returns the exit code. */
export async function importFile(
  file: string,
  { source, dryRun }: { source: string; dryRun: boolean },
  configuration: Configuration,
): Promise<number> {
  const size = await stat(file).catch(() => undefined);
  if (!size?.isFile()) throw new CannotDo(`There is no file ${file}.`);
  const at = await administration(configuration);
  const query = new URLSearchParams({ source, dryRun: String(dryRun) });
  const { importId } = await callApi<{ importId: string }>(at, `/imports?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', 'idempotency-key': randomUUID() },
    body: Readable.toWeb(createReadStream(file)) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
  const report = await follow(importId, configuration);
  print(report, importId, dryRun);
  return report.state === 'Finished' ? 0 : 1;
}

/** Waits for the end of an import; the system may go and come back elsewhere meanwhile. */
async function follow(importId: string, configuration: Configuration): Promise<Report> {
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {read} rows | {rate} rows/s', noTTYOutput: false, clearOnComplete: true },
    Presets.shades_classic,
  );
  const begun = Date.now();
  let answered = begun;
  bar.start(100, 0, { read: 0, rate: 0 });
  try {
    for (;;) {
      const report = await reportOf(importId, configuration);
      if (report) {
        answered = Date.now();
        const rate = Math.round((report.read * 1000) / Math.max(1, answered - begun));
        bar.update(Math.floor(report.progress * 100), { read: report.read, rate });
        if (report.state !== 'Running') return report;
      } else if (Date.now() - answered > patienceMilliseconds) {
        throw new CannotDo('Tirek is gone. Start it again with npm start: the import then goes on by itself.');
      }
      await sleep(pollMilliseconds);
    }
  } finally {
    bar.stop();
  }
}

/** Undefined while the system does not answer. */
async function reportOf(importId: string, configuration: Configuration): Promise<Report | undefined> {
  try {
    return await callApi<Report>(await administration(configuration), `/imports/${importId}`);
  } catch (error) {
    if (error instanceof Away) return undefined;
    throw error;
  }
}

function print(
  { read, taken, unchanged, corrected, refused, refusals, corrections, error }: Report,
  importId: string,
  dryRun: boolean,
): void {
  const line = (text: string): void => void process.stdout.write(`${text}\n`);
  if (dryRun) line('Dry run: nothing was stored. It would be:');
  line(`${read} rows: ${taken} taken, ${unchanged} unchanged, ${corrected} corrected, ${refused} refused`);
  for (const { line: at, column, reason } of refusals.slice(0, shown)) line(`  line ${at}, ${column}: ${reason}`);
  if (refusals.length > shown) line(`  ... the other refusals: GET /api/v1/imports/${importId}`);
  for (const { line: at, caseNumber, columns } of corrections.slice(0, shown)) {
    line(`  line ${at}: ${caseNumber} corrected (${columns.join(', ')})`);
  }
  if (corrections.length > shown) line(`  ... the other corrections: GET /api/v1/imports/${importId}`);
  if (error) line(error);
}
