import { ApiProblem } from './problem.js';

/** How a log stands with the chain over it. Absent: it could not be asked. */
export type ChainStanding = 'Working' | 'Behind' | 'Refusing';

/** What `/health/ready` says of the chains over the log of events and the log of reads. */
export interface Chains {
  readonly events?: ChainStanding;
  readonly reads?: ChainStanding;
}

/** Asks how the chains stand, also of a system that is not ready. Absent: another process keeps them. Throws ApiProblem. */
export async function chains(signal: AbortSignal): Promise<Chains | undefined> {
  try {
    const response = await fetch('/health/ready', { signal, cache: 'no-store' });
    const { notaries } = (await response.json()) as { notaries?: Chains };
    return notaries;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ApiProblem('no-network', 0);
  }
}
