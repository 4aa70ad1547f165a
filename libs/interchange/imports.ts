import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Casework } from '#casework';
import { EventStoreUnavailable } from '#event-store';
import { errorKind, isConnectionLost, Problem } from '#kernel';
import { PersonalData } from '#privacy';
import { csvLines, type CsvLine } from './csv-lines.js';
import { headerErrors, isRowErrors, readHtcdsRow, type RowError } from './htcds-row.js';
import { ImportFiles, type ReceivedFile } from './import-files.js';
import { ImportLocks } from './import-locks.js';
import { withRow, type ImportProgress, type RowOutcome } from './import-progress.js';
import { ImportRecords, type ImportRecord } from './import-records.js';
import { changesOf, saysNothingNew, type SaidOfCase } from './row-changes.js';
import { RowImport, type ImportContext } from './row-import.js';

/** Rows under way at once: enough that the event store commits them in large batches. */
const chunkSize = 1_000;
const firstBackoffMs = 250;
const longestBackoffMs = 10_000;
/** How long a part of the system may be away before an import gives up. */
const patienceMs = 600_000;
/** How often a process looks for imports that another one left when it ended. */
const lookMs = 5_000;

/**
 * Takes files and imports them in the background, one after the other. A file is kept until it is done: an import that
 * was interrupted goes on where it was, in another process that shares the folder, or at the next start of one. From its
 * taking in to its end its lock is held, so that one process at a time has it.
 */
@Injectable()
export class Imports implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Imports.name);
  private readonly stopping = new AbortController();
  /** The imports of this process. */
  private readonly underWay = new Set<string>();
  private queue: Promise<void> = Promise.resolve();
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly records: ImportRecords,
    private readonly files: ImportFiles,
    private readonly locks: ImportLocks,
    private readonly casework: Casework,
    private readonly personalData: PersonalData,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.removeAbandoned();
    for (const { import_id: importId, file } of await this.left()) await this.takeOver(importId, file);
    this.looking = this.lookAfterOthers();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
    await this.queue;
    await this.locks.close();
  }

  /**
   * Takes a file in and begins to import it. The same id with the same file is the same import, with another a Problem.
   * A header that is not as it should be is refused whole, with every column that is wrong.
   */
  async begin(context: ImportContext, content: Readable): Promise<void> {
    const name = randomUUID();
    let isNew = false;
    await this.locks.take(name);
    try {
      const file = await this.files.receive(name, content);
      await checkHeader(this.files.path(name));
      isNew = await this.beginLocked(context, file);
    } finally {
      if (!isNew) await this.files.remove(name);
      await this.locks.giveBack(name);
    }
    if (isNew) this.enqueue(context.importId, name);
  }

  /**
   * Writes a new import down with its lock held, so that none is ever seen without. True when it is new, or is to be
   * worked on with this file as if it were.
   */
  private async beginLocked(context: ImportContext, file: ReceivedFile): Promise<boolean> {
    const { importId } = context;
    let isNew = false;
    const isOurs = await this.locks.take(importId);
    try {
      isNew = (await this.records.begin(context, file)) || (isOurs && (await this.adopt(importId, file)));
    } finally {
      if (isOurs && !isNew) await this.locks.giveBack(importId);
    }
    return isNew;
  }

  /**
   * Gives an import that nobody works on its file again when it has none: it was written down, but the answer of the
   * database was lost, and with it the file that came first. True when it has this one now.
   */
  private async adopt(importId: string, { name }: ReceivedFile): Promise<boolean> {
    if (this.underWay.has(importId)) return false;
    const known = await this.records.find(importId);
    if (known?.state !== 'Running' || (await this.files.isWhole(known.file, known.bytes))) return false;
    return this.records.replaceFile(importId, known.file, name);
  }

  /** Removes what a crash left of files that were being received: no process has them, and no import needs them. */
  private async removeAbandoned(): Promise<void> {
    for (const name of await this.files.names()) {
      if (!(await this.locks.take(name))) continue;
      if (!(await this.records.needs(name))) await this.files.remove(name);
      await this.locks.giveBack(name);
    }
  }

  /** The imports that are not done and not this process's. */
  private async left(): Promise<Pick<ImportRecord, 'import_id' | 'file' | 'bytes'>[]> {
    return (await this.records.running()).filter(({ import_id: importId }) => !this.underWay.has(importId));
  }

  private async takeOver(importId: string, file: string): Promise<void> {
    if (await this.locks.take(importId)) this.enqueue(importId, file);
  }

  /**
   * Takes over what processes that are gone have left, if the file is here too. One whose file is not stays as it is, for
   * a process that has it. Only a process that starts takes over those as well, and so ends them.
   */
  private async lookAfterOthers(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      await sleep(lookMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        for (const { import_id: importId, file, bytes } of await this.left()) {
          if (await this.files.isWhole(file, bytes)) await this.takeOver(importId, file);
        }
      } catch (error) {
        this.logger.warn({ ...errorKind(error), tryAgainInMs: lookMs });
      }
    }
  }

  /** Never leaves a rejected queue behind: whatever happens to one import, the next one is worked on. */
  private enqueue(importId: string, file: string): void {
    this.underWay.add(importId);
    this.queue = this.queue
      .then(() => this.workOrFail(importId, file))
      .catch((error: unknown) => this.logger.error({ importId, ...errorKind(error) }));
  }

  private async workOrFail(importId: string, file: string): Promise<void> {
    try {
      await this.work(importId);
    } catch (error) {
      // told to stop: it stays as it is, and goes on at the next start
      if (this.stopping.signal.aborted) return;
      this.logger.error({ importId, ...errorKind(error) });
      await this.records.end(importId, 'The import could not go on; the log of the system says why. Send it again.');
      await this.files.remove(file);
    } finally {
      this.underWay.delete(importId);
      await this.locks.giveBack(importId);
    }
  }

  /** Leaves an import alone that another process has: its lock may have been lost with the connection. */
  private async work(importId: string): Promise<void> {
    if (!(await this.patiently(() => this.locks.take(importId)))) return;
    try {
      await this.workLocked(importId);
    } finally {
      await this.locks.giveBack(importId);
    }
  }

  private async workLocked(importId: string): Promise<void> {
    const record = await this.patiently(() => this.records.find(importId));
    // another process may have ended it before the lock was ours
    if (record?.state !== 'Running' || this.stopping.signal.aborted) return;
    const { file, bytes, source, actor, dry_run: dryRun } = record;
    if (!(await this.files.isWhole(file, bytes))) {
      return this.records.end(importId, 'The file is no longer in the data folder, or not whole. Send it again.');
    }
    const context = { importId, source, actor, dryRun };
    const rows = new RowImport(this.casework, this.personalData, context);
    let { progress } = record;
    let header: readonly string[] = [];
    let chunk: CsvLine[] = [];
    /** False when another process works on it, which then is the one to end it. */
    const takeChunk = async (): Promise<boolean> => {
      const next = await this.patiently(() => this.takeChunk(context, rows, header, chunk, progress));
      chunk = [];
      progress = next ?? progress;
      return next !== undefined;
    };
    for await (const line of csvLines(this.files.path(file), { skip: progress.line })) {
      if (line.line === 1) header = headerOf(line.values);
      else chunk.push(line);
      if (chunk.length === chunkSize && !(await takeChunk())) return;
      if (this.stopping.signal.aborted) return;
    }
    if (chunk.length > 0 && !(await takeChunk())) return;
    await this.patiently(() => this.records.end(importId));
    await this.files.remove(file);
  }

  /**
   * Takes the rows of a chunk at once, those of one case one after the other, and writes down how far it is. Undefined
   * when another process has done so.
   */
  private async takeChunk(
    context: ImportContext,
    rows: RowImport,
    header: readonly string[],
    chunk: readonly CsvLine[],
    before: ImportProgress,
  ): Promise<ImportProgress | undefined> {
    const read = chunk.map(({ line, values }) => {
      try {
        const row = isError(values) ? [values] : readHtcdsRow(header, values);
        return isRowErrors(row) ? { errors: row } : { line, row, caseId: rows.caseId(row) };
      } catch (error) {
        return { errors: this.errorsUnlessAway(error, context, line) };
      }
    });
    const known = await this.records.said(
      context,
      read.flatMap(({ caseId }) => caseId ?? []),
    );
    const learned = new Map<string, SaidOfCase>();
    const turns = new Map<string, Promise<RowOutcome>>();
    const outcomes = await Promise.all(
      read.map(async ({ line, row, caseId, errors }): Promise<RowOutcome> => {
        if (errors) return { kind: 'refused', errors };
        const take = async (): Promise<RowOutcome> => {
          const said = learned.get(caseId) ?? known.get(caseId);
          const changes = said && changesOf(said, row);
          if (changes && saysNothingNew(changes)) return { kind: 'unchanged' };
          const outcome = await rows.take(row, caseId, changes, line);
          const { organisation, status, facts } = row;
          if (outcome.kind !== 'refused') learned.set(caseId, { organisation, status, facts });
          return outcome;
        };
        const turn = (turns.get(caseId) ?? Promise.resolve()).then(take).catch((error: unknown): RowOutcome => ({
          kind: 'refused',
          errors: this.errorsUnlessAway(error, context, line),
        }));
        turns.set(caseId, turn);
        return turn;
      }),
    );
    const progress = chunk.reduce((sum, line, index) => withRow(sum, line, outcomes[index]!), before);
    return (await this.records.advance(context, before, progress, learned)) ? progress : undefined;
  }

  /** What the system itself cannot do with one row keeps no other row back; what is away is thrown, to be tried again. */
  private errorsUnlessAway(error: unknown, { importId }: ImportContext, line: number): RowError[] {
    if (isAway(error)) throw error;
    this.logger.error({ importId, line, ...errorKind(error) });
    return [errorOfTheSystem];
  }

  /** Tries again while a part of the system is away; a row done twice is done once. Throws whatever else is wrong at once. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    const { signal } = this.stopping;
    const deadline = Date.now() + patienceMs;
    for (let wait = firstBackoffMs; ; wait = Math.min(wait * 2, longestBackoffMs)) {
      try {
        return await work();
      } catch (error) {
        if (!isAway(error) || signal.aborted || Date.now() > deadline) throw error;
        this.logger.warn({ ...errorKind(error), tryAgainInMs: wait });
        await sleep(wait, undefined, { signal });
      }
    }
  }
}

const errorOfTheSystem: RowError = {
  column: 'row',
  reason: 'could not be taken because of an error of the system, which was logged',
};

/** Whether a part of the system cannot be reached now and may be later. */
const isAway = (error: unknown): boolean =>
  error instanceof EventStoreUnavailable ||
  (error instanceof Problem && error.status === 503) ||
  isConnectionLost(error);

type Values = CsvLine['values'];
const isError = (values: Values): values is Exclude<Values, readonly string[]> => !Array.isArray(values);

const headerOf = (values: Values): readonly string[] => (isError(values) ? [] : values.map((value) => value.trim()));

async function checkHeader(path: string): Promise<void> {
  for await (const { line, values } of csvLines(path)) {
    if (line > 1) break;
    const errors = isError(values) ? [{ ...values, column: 'header' }] : headerErrors(headerOf(values));
    if (errors.length === 0) return;
    throw new Problem(
      'malformed-request',
      'The header of the file is not one of cases in HTCDS names.',
      errors.map(({ column, reason }) => ({ pointer: `/columns/${column}`, detail: reason })),
    );
  }
  throw new Problem('malformed-request', 'The file does not begin with a header.', [
    { pointer: '/columns', detail: 'are not named in the first line' },
  ]);
}
