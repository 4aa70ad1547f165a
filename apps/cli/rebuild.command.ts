import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import type { Configuration } from '#configuration';
import { administration, callApi, CannotDo, type Api } from './running-system.js';

interface Rebuild {
  readonly state: 'Running' | 'Finished' | 'Failed';
  readonly events: number;
  readonly of: number;
  readonly same?: boolean;
  readonly differences?: readonly { table: string; missing: number; extra: number }[];
  readonly error?: string;
}
interface Status {
  readonly rebuild?: Rebuild;
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
  return print(name, await follow(at, pathOf(name)));
}

async function follow(at: Api, path: string): Promise<Rebuild> {
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {value} of {total} events', clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(1, 0);
  try {
    for (;;) {
      const { rebuild } = await callApi<Status>(at, path);
      if (!rebuild) throw new CannotDo('Tirek was started anew meanwhile and the rebuild broke off; begin it again.');
      bar.setTotal(Math.max(1, rebuild.of));
      bar.update(rebuild.events);
      if (rebuild.state !== 'Running') return rebuild;
      await sleep(pollMilliseconds);
    }
  } finally {
    bar.stop();
  }
}

function print(name: string, { state, events, same, differences = [], error }: Rebuild): number {
  const line = (text: string): void => void process.stdout.write(`${text}\n`);
  if (state === 'Failed') {
    line(`${name} was not rebuilt, the live tables are untouched: ${error ?? 'the log of the system says why'}`);
    return 1;
  }
  line(
    `${name} rebuilt from ${events} events: ${same ? 'identical to what was live' : 'it differs from what was live, and replaced it'}`,
  );
  for (const { table, missing, extra } of differences)
    line(`  ${table}: ${missing} rows were missing, ${extra} were too many`);
  return 0;
}
