import { randomUUID } from 'node:crypto';
import type { Configuration } from '#configuration';
import { printStillParked } from './retry.command.js';
import { followRebuild } from './rebuild.command.js';
import { administration, callApi } from './running-system.js';

/** Leaves a parked event out of a read model for good, and rebuilds it without. Returns the exit code. */
export async function skipEvent(
  { projection, id, reason }: { readonly projection: string; readonly id: string; readonly reason: string },
  configuration: Configuration,
): Promise<number> {
  const at = await administration(configuration);
  const path = `/projections/${encodeURIComponent(projection)}/parked/${encodeURIComponent(id)}/skip`;
  await callApi(at, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ reason }),
  });
  process.stdout.write(`It is written down that ${projection} leaves the event out.\n`);
  const code = await followRebuild(at, projection);
  if (code === 0) await printStillParked(at, projection);
  return code;
}
