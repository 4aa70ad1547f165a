import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  CannotVerify,
  type Checkpoint,
  exportInParts,
  type Finding,
  type FindingKind,
  readCheckpoints,
  UnreadableCheckpoint,
  type Verdict,
  verify,
} from '#audit/integrity';
import { ConfigurationError, type Configuration } from '#configuration';
import { StartRefused } from '#postgres';
import { onOwnLogs } from './on-machine.js';
import { type Part, withProgress } from './progress.js';
import { CannotDo } from './running-system.js';

/** What a check may be given from outside. */
export interface VerifyOptions {
  /** Files or folders with checkpoints. */
  readonly checkpoint: readonly string[];
  /** The public key of the notary. */
  readonly key?: string;
}

/**
 * Checks an export, or without one the logs of this installation, and prints what was found. Returns the exit code:
 * 0 all is as it was recorded, 1 something is not, 2 it could not be checked.
 */
export async function verifyLogs(
  file: string | undefined,
  options: VerifyOptions,
  configuration: () => Configuration,
): Promise<number> {
  try {
    const verdict = file === undefined ? await ofOwnLogs(options, configuration()) : await ofFile(file, options);
    process.stdout.write(`${verdictReport(verdict).join('\n')}\n`);
    return verdict.logs.some(({ finding }) => finding) ? 1 : 0;
  } catch (error) {
    const expected = [CannotVerify, UnreadableCheckpoint, CannotDo, ConfigurationError, StartRefused];
    if (!expected.some((kind) => error instanceof kind)) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
}

async function ofFile(file: string, options: VerifyOptions): Promise<Verdict> {
  const size = (await stat(file).catch(() => undefined))?.size;
  if (size === undefined) throw new CannotDo(`There is no file ${file}.`);
  const checkpoints = await checkpointsIn(options.checkpoint);
  return verify(() => withProgress(linesOf(file, size)), {
    checkpoints,
    key: options.key,
  });
}

/** Without a file: the checkpoints that the notary keeps outside the database count as well, and the key is its own. */
async function ofOwnLogs(options: VerifyOptions, configuration: Configuration): Promise<Verdict> {
  const checkpoints = [
    ...(await checkpointsIn(options.checkpoint)),
    ...(await readCheckpoints(configuration.checkpointFolder)),
  ];
  return onOwnLogs(configuration, async ({ notaries, source }) => {
    return verify(() => withProgress(exportInParts(source)), {
      checkpoints,
      key: options.key ?? notaries.publicKey,
    });
  });
}

async function checkpointsIn(paths: readonly string[]): Promise<Checkpoint[]> {
  const checkpoints: Checkpoint[] = [];
  for (const path of paths) {
    const found = await readCheckpoints(path);
    if (found.length === 0) throw new CannotDo(`There is no checkpoint in ${path}.`);
    checkpoints.push(...found);
  }
  return checkpoints;
}

async function* linesOf(file: string, of: number): AsyncGenerator<Part<unknown>> {
  let number = 0;
  let done = 0;
  for await (const text of textLines(file)) {
    number += 1;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new CannotVerify(`Line ${number} is not one of an export.`);
    }
    done += Buffer.byteLength(text) + 1;
    yield { value, done, of };
  }
}

/** The lines of a file. Not of node:readline, which also ends them at U+2028 and U+2029: JSON may hold these as they are. */
async function* textLines(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const part of createReadStream(file, 'utf8')) {
    const lines = `${rest}${part as string}`.split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}

const meaning: Readonly<Record<FindingKind, string>> = {
  changed: 'was changed after it was recorded',
  inserted: 'was put in: the notary never linked it',
  unlinked: 'stands after the end of the chain: it was put in, or the chain was cut, or the notary does not work',
  removed: 'was removed',
  reordered: 'stands elsewhere than where it was recorded',
  link: 'is as it was recorded, and its link in the chain was changed',
  unsigned: 'and the chain from it on were made anew without the key of the notary',
  cut: 'is the last one, and events after it were cut off',
  contradicted: 'is not the one that was signed for this position: the history up to it is another',
  forged: 'has a checkpoint that the notary did not sign',
};

/** The lines about a check. */
export function verdictReport({ key, keyIsKnown, logs }: Verdict): string[] {
  const lines = logs.map(({ log, count, position, finding }) =>
    finding
      ? `${log}: NOT as recorded. ${findingSentence(finding)} The ${count} before are as they were.`
      : `${log}: ${count} events up to position ${position}, all as they were recorded.`,
  );
  for (const { log, newestFromOutside: newest } of logs) {
    lines.push(
      newest
        ? `${log}: compared with checkpoints from outside, the furthest at position ${newest.position} of ${newest.at}.`
        : `${log}: no checkpoint from outside was given: if the newest events were cut off, or an older copy put back, nobody would see it here.`,
    );
  }
  lines.push(
    keyIsKnown
      ? `The key of the notary is ${key}.`
      : `The key of the notary is ${key}, as the export itself says: compare it with the one you noted, or give that one with --key.`,
  );
  return lines;
}

function findingSentence({ kind, position, eventId, type, checkpoint }: Finding): string {
  const event =
    eventId === undefined ? `The event at position ${position}` : `${type} ${eventId} at position ${position}`;
  const shown =
    checkpoint &&
    `(shown by the checkpoint of ${checkpoint.at}: ${checkpoint.count} events up to position ${checkpoint.position})`;
  return `${[event, meaning[kind], shown].filter(Boolean).join(' ')}.`;
}
