import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Problem } from '#kernel';
import type { ProjectionRunner } from './projection-runner.js';

/** The runners of this process by the name of their projection; started and stopped with the application. */
export class ProjectionRunners implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly runners: ReadonlyMap<string, ProjectionRunner>) {}

  /** The runner of a projection; throws for a projection that this process does not run. */
  get(name: string): ProjectionRunner {
    const runner = this.runners.get(name);
    if (!runner) throw new Error(`no projection called ${name} runs here`);
    return runner;
  }

  /** The runner of the projection that a caller has named; Problem when there is none of that name. */
  named(name: string): ProjectionRunner {
    const runner = this.runners.get(name);
    if (runner) return runner;
    const names = [...this.runners.keys()].join(', ');
    throw new Problem('not-found', `There is no projection of this name; there are ${names}.`);
  }

  all(): ReadonlyMap<string, ProjectionRunner> {
    return this.runners;
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const runner of this.runners.values()) await runner.start();
  }

  /** Before the connections go. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.runners.values()].map((runner) => runner.stop()));
  }
}
