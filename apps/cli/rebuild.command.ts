import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import type { Configuration } from '#configuration';
import { administration, callApi, type Api } from './running-system.js';

interface Extent {
  readonly events: number;
  readonly of: number;
}
type Ended = Extent &
  (
    | {
        readonly state: 'Finished';
        readonly same: boolean;
        readonly differences: readonly { table: string; missing: number; extra: number }[];
      }
    | { readonly state: 'Failed'; readonly error: string }
  );
/** A projection of which a rebuild was begun. */
interface Status {
  readonly rebuild: Ended | (Extent & { readonly state: 'Running' });
}

const pollMilliseconds = 300;

/** Rebuilds a projection of the running system beside the live one and shows how far it is. Returns the exit code. */
export async function rebuildProjection(name: string, configuration: Configuration): Promise<number> {
  const at = await administration(configuration);
  await beginRebuild(at, name);
  return followRebuild(at, name);
}

const pathOf = (name: string): string => `/projections/${encodeURIComponent(name)}`;

/** Begins a rebuild. */
export async function beginRebuild(at: Api, name: string): Promise<void> {
  await callApi(at, `${pathOf(name)}/rebuild`, { method: 'POST', headers: { 'idempotency-key': randomUUID() } });
}

/** Shows how far a rebuild is, and at its end what it did. Returns the exit code. */
export async function followRebuild(at: Api, name: string): Promise<number> {
  const rebuild = await follow(at, pathOf(name));
  process.stdout.write(`${rebuildReport(name, rebuild).join('\n')}\n`);
  return rebuild.state === 'Finished' ? 0 : 1;
}

async function follow(at: Api, path: string): Promise<Ended> {
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {value} of {total} events', clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(1, 0);
  try {
    for (;;) {
      const { rebuild } = await callApi<Status>(at, path);
      bar.setTotal(Math.max(1, rebuild.of));
      bar.update(rebuild.events);
      if (rebuild.state !== 'Running') return rebuild;
      await sleep(pollMilliseconds);
    }
  } finally {
    bar.stop();
  }
}

/** The lines about a rebuild that has ended. */
export function rebuildReport(name: string, rebuild: Ended): string[] {
  if (rebuild.state === 'Failed') return [`The rebuild of ${name} did not finish. ${rebuild.error}`];
  const { events, same, differences } = rebuild;
  return [
    `${name} rebuilt from ${events} events: ${same ? 'identical to what was live' : 'it differs from what was live, and replaced it'}`,
    ...differences.map(
      ({ table, missing, extra }) => `  ${table}: ${missing} rows were missing, ${extra} were too many`,
    ),
  ];
}
