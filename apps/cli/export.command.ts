import { open, rm } from 'node:fs/promises';
import { exportInParts, type ExportSource } from '#audit/integrity';
import type { Configuration } from '#configuration';
import { cannotWrite } from './checkpoint.command.js';
import { onOwnLogs } from './on-machine.js';
import { withProgress } from './progress.js';

/** Writes both logs with their chains to a new file, and says how much it was. Returns the exit code. */
export async function exportLogs(file: string, configuration: Configuration): Promise<number> {
  const events = await onOwnLogs(configuration, async ({ source }) => writeExport(file, source));
  process.stdout.write(
    `${events} events written to ${file}. Personal text in it is sealed; codes, dates and organisations are not.\n`,
  );
  return 0;
}

/** Nothing stays of a file that was not finished. */
async function writeExport(file: string, source: ExportSource): Promise<number> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw cannotWrite(file, error);
  });
  let events = 0;
  try {
    let text = '';
    for await (const line of withProgress(exportInParts(source))) {
      text += `${JSON.stringify(line)}\n`;
      if ('log' in line && line.event) events += 1;
      if (text.length > 1_000_000) {
        await handle.write(text);
        text = '';
      }
    }
    await handle.write(text);
    await handle.sync();
    return events;
  } catch (error) {
    await rm(file);
    throw error;
  } finally {
    await handle.close();
  }
}
