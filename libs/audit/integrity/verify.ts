import type { RecordedEvent } from '#kernel';
import { ChainCheck, type Finding } from './chain-check.js';
import { type ChainedLog, chainedLogs } from './chain.js';
import { asCheckpoint, type Checkpoint, isSigned } from './checkpoint.js';
import type { ExportEntry, ExportHeader } from './export.js';
import { type Verifier, verifierOf } from './notary-key.js';

/** What cannot be checked at all; the message is a sentence for whoever asked. */
export class CannotVerify extends Error {
  override readonly name = 'CannotVerify';
}

/** What a check of an export says of one log. */
export interface LogVerdict {
  readonly log: ChainedLog;
  /** How many events, and up to which position, are as they were recorded. */
  readonly count: number;
  readonly position: number;
  /** The newest checkpoint from outside that was given for it; without one nobody sees that a tail was cut. */
  readonly newestFromOutside?: Checkpoint;
  /** The first event that is not as it was recorded. */
  readonly finding?: Finding;
}

/** What a check of an export says. */
export interface Verdict {
  readonly storeId: string;
  /** The public key that the signatures were checked with, and whether it is known from elsewhere than the export. */
  readonly key: string;
  readonly keyIsKnown: boolean;
  readonly logs: readonly LogVerdict[];
}

/** What is known from elsewhere than the export. */
export interface Known {
  readonly checkpoints: readonly Checkpoint[];
  /** The public key of the notary, base64url. */
  readonly key?: string | undefined;
  /** What must be in the export: both logs, unless said otherwise. */
  readonly logs?: readonly ChainedLog[];
}

/**
 * Checks an export: makes the chain anew and compares. `open` gives its lines from the first on, each time it is called:
 * an export that is not in order is read a second time, to name the first event with certainty. Throws CannotVerify.
 */
export async function verify(open: () => AsyncIterable<unknown>, known: Known): Promise<Verdict> {
  const verdict = await check(open(), known, false);
  return verdict.logs.some(({ finding }) => finding) ? check(open(), known, true) : verdict;
}

/** A checkpoint in an export; without `checkpoint` somebody made something else of what was stored for that position. */
interface InsideCheckpoint {
  readonly log: ChainedLog;
  readonly position: number;
  readonly checkpoint?: Checkpoint;
}

/** A line of an export, as far as it can be read. */
type Line = ExportHeader | { readonly inside: InsideCheckpoint } | ExportEntry | { readonly end: number };

async function check(lines: AsyncIterable<unknown>, known: Known, everySignature: boolean): Promise<Verdict> {
  let header: ExportHeader | undefined;
  let verifier: Verifier | undefined;
  let read = 0;
  let ended = false;
  const inside: InsideCheckpoint[] = [];
  const checks = new Map<ChainedLog, ChainCheck>();
  const checkOf = (log: ChainedLog): ChainCheck => {
    let one = checks.get(log);
    if (!one) {
      const checkpoints = [...inside.flatMap(({ checkpoint }) => checkpoint ?? []), ...known.checkpoints]
        .filter((checkpoint) => checkpoint.log === log && checkpoint.key === header!.key && isSigned(checkpoint))
        .sort((a, b) => a.position - b.position);
      one = new ChainCheck({ log, storeId: header!.storeId, isSigned: verifier!, checkpoints, everySignature });
      checks.set(log, one);
    }
    return one;
  };
  for await (const value of lines) {
    read += 1;
    if (ended) throw new CannotVerify('There is something after the end of the export.');
    const line = lineOf(value, read);
    if (!header) {
      if (!isHeader(line)) throw new CannotVerify('This is no export of Tirek.');
      header = line;
      verifier = keyOf(header, known);
    } else if (isHeader(line) || ('inside' in line && checks.size > 0)) throw notOne(read);
    else if ('inside' in line) inside.push(line.inside);
    else if ('end' in line) ended = line.end === read;
    else checkOf(line.log).take(line);
  }
  if (!header) throw new CannotVerify('This is no export of Tirek.');
  if (!ended) throw new CannotVerify('The export is incomplete: its end is missing.');
  return verdictOf(header, { inside, known, checkOf });
}

function verdictOf(
  { storeId, key, logs }: ExportHeader,
  {
    inside,
    known,
    checkOf,
  }: { inside: readonly InsideCheckpoint[]; known: Known; checkOf: (log: ChainedLog) => ChainCheck },
): Verdict {
  return {
    storeId,
    key,
    keyIsKnown: known.key !== undefined || known.checkpoints.length > 0,
    logs: logs.map((log): LogVerdict => {
      const one = checkOf(log);
      const forged = inside.find(
        ({ log: of, checkpoint }) => of === log && !(checkpoint?.key === key && isSigned(checkpoint)),
      );
      const finding: Finding | undefined = one.finding() ?? (forged && { kind: 'forged', ...forged });
      const newestFromOutside = known.checkpoints
        .filter((checkpoint) => checkpoint.log === log)
        .reduce<Checkpoint | undefined>((a, b) => (a && a.position >= b.position ? a : b), undefined);
      return {
        log,
        count: one.count,
        position: one.position,
        ...(newestFromOutside ? { newestFromOutside } : {}),
        ...(finding ? { finding } : {}),
      };
    }),
  };
}

/**
 * The key to check with: the export's own, which must be the one that is known from elsewhere. Checkpoints from outside
 * must be signed with it.
 */
function keyOf({ key, storeId, logs }: ExportHeader, known: Known): Verifier {
  // whoever cuts off a whole log must not be told that the other is in order
  const missing = (known.logs ?? chainedLogs).find((log) => !logs.includes(log));
  if (missing) throw new CannotVerify(`The log of ${missing} is not in the export.`);
  const verifier = verifierOf(key);
  if (!verifier) throw new CannotVerify('The export names no key that signatures could be checked with.');
  if (known.key !== undefined && known.key !== key) {
    throw new CannotVerify(`The export is signed with the key ${key}, which is not the one that was given.`);
  }
  for (const checkpoint of known.checkpoints) {
    const { log, position } = checkpoint;
    const which = `The checkpoint of the ${log} at position ${position}`;
    if (checkpoint.key !== key) {
      const other = checkpoint.storeId === storeId ? 'signed with another key' : 'of another store';
      throw new CannotVerify(`${which} is ${other} than the export.`);
    }
    // one of this key that names another store shows that the first event, which names it, is not what it was
    if (!isSigned(checkpoint)) throw new CannotVerify(`${which} is not signed with the key that it names.`);
  }
  return verifier;
}

const notOne = (line: number): CannotVerify => new CannotVerify(`Line ${line} is not one of an export.`);

const isHeader = (line: Line): line is ExportHeader => 'tirek' in line;

/**
 * A line of an export, checked as far as its use here needs. What cannot be read of an event, a link or a checkpoint is
 * left out: it is not what was recorded, and found by that. Throws CannotVerify for what names nothing at all.
 */
function lineOf(value: unknown, number: number): Line {
  const line = value as Readonly<Record<string, unknown>> | null;
  if (typeof line === 'object' && line !== null) {
    if (line['tirek'] === 'export' && isHeaderWhole(line)) return line;
    if (typeof line['end'] === 'number') return { end: line['end'] };
    const read = 'checkpoint' in line ? checkpointOf(line) : entryOf(line);
    if (read) return read;
  }
  throw notOne(number);
}

function isHeaderWhole(line: object): line is ExportHeader {
  const { version, storeId, key, logs } = line as Record<string, unknown>;
  if (version !== 1) throw new CannotVerify('The export is of another version of Tirek; check it with that one.');
  return typeof storeId === 'string' && typeof key === 'string' && Array.isArray(logs) && logs.every(isLog);
}

function checkpointOf(line: Readonly<Record<string, unknown>>): { readonly inside: InsideCheckpoint } | undefined {
  const checkpoint = asCheckpoint(line['checkpoint']);
  if (checkpoint) return { inside: { log: checkpoint.log, position: checkpoint.position, checkpoint } };
  const { log, position } = (line['storedFor'] ?? {}) as Record<string, unknown>;
  return isLog(log) && typeof position === 'number' ? { inside: { log, position } } : undefined;
}

function entryOf({ log, event, link }: Readonly<Record<string, unknown>>): ExportEntry | undefined {
  if (!isLog(log) || !(isNamed(event) || isNamed(link))) return undefined;
  return {
    log,
    ...(isNamed(event) ? { event: event as unknown as RecordedEvent } : {}),
    ...(isNamed(link) ? { link: { ...link, hash: textOf(link['hash']), signature: textOf(link['signature']) } } : {}),
  };
}

const isLog = (value: unknown): value is ChainedLog => chainedLogs.some((log) => log === value);

/** What names an event. */
type Named = Readonly<Record<string, unknown>> &
  Readonly<Record<'eventId' | 'type', string>> & { readonly position: number };

const isNamed = (value: unknown): value is Named => {
  if (typeof value !== 'object' || value === null) return false;
  const { position, eventId, type } = value as Record<string, unknown>;
  return typeof position === 'number' && typeof eventId === 'string' && typeof type === 'string';
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
