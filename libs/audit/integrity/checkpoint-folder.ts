import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asCheckpoint, type Checkpoint } from './checkpoint.js';

/** Checkpoints that cannot be read; the message is a sentence for whoever gave the file. */
export class UnreadableCheckpoint extends Error {
  override readonly name = 'UnreadableCheckpoint';
}

/** A checkpoint that could not be written down; the message is a sentence for the operator. */
export class CheckpointNotKept extends Error {
  override readonly name = 'CheckpointNotKept';
  /** Of the file system. */
  readonly code: string | undefined;

  constructor(folder: string, cause: unknown) {
    const { code } = cause as NodeJS.ErrnoException;
    super(`The checkpoint could not be written to ${folder} (${code ?? 'unknown'}).`, { cause });
    this.code = code;
  }
}

/** Writes a checkpoint to a file of its own, in a folder for each day, unless it is there. Throws CheckpointNotKept. */
export async function keepCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  try {
    await writeOnce(folder, checkpoint);
  } catch (error) {
    throw new CheckpointNotKept(folder, error);
  }
}

async function writeOnce(folder: string, checkpoint: Checkpoint): Promise<void> {
  const { log, position, at } = checkpoint;
  const file = join(folder, at.slice(0, 10), `${log}-${String(position).padStart(12, '0')}.json`);
  if (await stat(file).catch(() => undefined)) return;
  await mkdir(dirname(file), { recursive: true });
  // whole or not at all; another process may be writing the same, on another machine with the same process id
  const half = join(dirname(file), `.${log}-${randomUUID()}`);
  await writeFile(half, `${JSON.stringify(checkpoint)}\n`, { flush: true });
  await rename(half, file);
}

/**
 * The checkpoints in a file, one a line, or in all files of a folder and its folders; none where nothing of that name is
 * there. Throws UnreadableCheckpoint.
 */
export async function readCheckpoints(path: string): Promise<Checkpoint[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return [];
  if (!found.isDirectory()) return parse(path, await readFile(path, 'utf8'));
  const checkpoints: Checkpoint[] = [];
  for (const name of (await readdir(path)).sort()) {
    if (!name.startsWith('.')) checkpoints.push(...(await readCheckpoints(join(path, name))));
  }
  return checkpoints;
}

const parse = (file: string, text: string): Checkpoint[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const checkpoint = asCheckpoint(jsonOf(line));
      if (checkpoint === undefined) throw new UnreadableCheckpoint(`${file} does not hold checkpoints.`);
      return checkpoint;
    });

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
