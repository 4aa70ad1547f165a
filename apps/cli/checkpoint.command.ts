import { writeFile } from 'node:fs/promises';
import { ChainBrokenError, type Checkpoint, CheckpointNotKept, type Notaries } from '#audit/integrity';
import type { Configuration } from '#configuration';
import { onOwnLogs } from './on-machine.js';
import { CannotDo } from './running-system.js';

/** Signs how both logs stand now, and prints that, a line each, or writes it to a new file. Returns the exit code. */
export async function printCheckpoints(
  { out }: { readonly out?: string },
  configuration: Configuration,
): Promise<number> {
  const checkpoints = await onOwnLogs(configuration, ({ notaries }) => signBoth(notaries));
  const text = checkpoints.map((one) => `${JSON.stringify(one)}\n`).join('');
  if (out === undefined) process.stdout.write(text);
  else await writeNew(out, text);
  return 0;
}

/** Signs how both logs stand now; nothing for one that is empty. Throws CannotDo where that cannot be signed or kept. */
export async function signBoth({ events, reads }: Notaries): Promise<Checkpoint[]> {
  try {
    const both = [await events.checkpoint(), await reads.checkpoint()];
    return both.filter((one) => one !== undefined);
  } catch (error) {
    if (error instanceof CheckpointNotKept) throw new CannotDo(error.message, { cause: error });
    if (!(error instanceof ChainBrokenError)) throw error;
    throw new CannotDo('The chain is not what the notary left: nothing more is signed. tirek verify says where.', {
      cause: error,
    });
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx', flush: true });
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** Why a file could not be written, for whoever named it. */
export function cannotWrite(file: string, error: unknown): CannotDo {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') return new CannotDo(`${file} is there already, and is not written over.`);
  return new CannotDo(`${file} cannot be written (${code ?? 'unknown'}).`, { cause: error });
}
