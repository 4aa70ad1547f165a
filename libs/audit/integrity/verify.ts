import { ChainCheck, type Finding } from './chain-check.js';
import { type ChainedLog, chainedLogs } from './chain.js';
import { asCheckpoint, type Checkpoint, isSigned } from './checkpoint.js';
import type { ExportEntry, ExportHeader, ExportLine } from './export.js';
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

async function check(lines: AsyncIterable<unknown>, known: Known, everySignature: boolean): Promise<Verdict> {
  let header: ExportHeader | undefined;
  let verifier: Verifier | undefined;
  let read = 0;
  let ended = false;
  const inside: Checkpoint[] = [];
  const checks = new Map<ChainedLog, ChainCheck>();
  const checkOf = (log: ChainedLog): ChainCheck => {
    let one = checks.get(log);
    if (!one) {
      const checkpoints = [...inside, ...known.checkpoints]
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
    } else if (isHeader(line) || ('checkpoint' in line && checks.size > 0)) throw notOne(read);
    else if ('checkpoint' in line) inside.push(line.checkpoint);
    else if ('end' in line) ended = line.end === read;
    else checkOf(line.log).take(line);
  }
  if (!header) throw new CannotVerify('This is no export of Tirek.');
  if (!ended) throw new CannotVerify('The export is incomplete: its end is missing.');
  return verdictOf(header, { inside, known, checkOf });
}

function verdictOf(
  { storeId, key, logs }: ExportHeader,
  { inside, known, checkOf }: { inside: readonly Checkpoint[]; known: Known; checkOf: (log: ChainedLog) => ChainCheck },
): Verdict {
  return {
    storeId,
    key,
    keyIsKnown: known.key !== undefined || known.checkpoints.length > 0,
    logs: logs.map((log): LogVerdict => {
      const one = checkOf(log);
      const forged = inside.find(
        (checkpoint) => checkpoint.log === log && !(checkpoint.key === key && isSigned(checkpoint)),
      );
      const finding: Finding | undefined =
        one.finding() ?? (forged && { log, kind: 'forged', position: forged.position, checkpoint: forged });
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
 * must be of this store, and signed.
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
    if (checkpoint.storeId !== storeId) throw new CannotVerify(`${which} is of another store than the export.`);
    if (checkpoint.key !== key) throw new CannotVerify(`${which} is signed with another key than the export.`);
    if (!isSigned(checkpoint)) throw new CannotVerify(`${which} is not signed with the key that it names.`);
  }
  return verifier;
}

const notOne = (line: number): CannotVerify => new CannotVerify(`Line ${line} is not one of an export.`);

const isHeader = (line: ExportLine): line is ExportHeader => 'tirek' in line;

/** A line of an export, checked as far as its use here needs. Throws CannotVerify. */
function lineOf(value: unknown, number: number): ExportLine {
  const line = value as Partial<ExportHeader & ExportEntry & { checkpoint: unknown; end: unknown }> | null;
  if (typeof line === 'object' && line !== null) {
    if (line.tirek === 'export' && isHeaderWhole(line)) return line;
    if (typeof line.end === 'number') return { end: line.end };
    const checkpoint = asCheckpoint(line.checkpoint);
    if (checkpoint) return { checkpoint };
    if (isEntry(line)) return line;
  }
  throw notOne(number);
}

function isHeaderWhole(line: Partial<ExportHeader>): line is ExportHeader {
  if (line.version !== 1) throw new CannotVerify('The export is of another version of Tirek; check it with that one.');
  const logs: unknown = line.logs;
  return (
    typeof line.storeId === 'string' &&
    typeof line.key === 'string' &&
    Array.isArray(logs) &&
    logs.every((log) => chainedLogs.includes(log as ChainedLog))
  );
}

function isEntry(line: Partial<ExportEntry>): line is ExportEntry {
  const { log, event, link } = line;
  const known = chainedLogs.some((one) => one === log);
  const named = [event, link].every((one) => one === undefined || isNamed(one));
  const signed = link === undefined || (typeof link.hash === 'string' && typeof link.signature === 'string');
  return known && (event !== undefined || link !== undefined) && named && signed;
}

const isNamed = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const { position, eventId, type } = value as Record<string, unknown>;
  return Number.isSafeInteger(position) && typeof eventId === 'string' && typeof type === 'string';
};
