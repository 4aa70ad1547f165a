import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Projection } from './projection.js';
import { ProjectionRunner, type RunnerOptions } from './projection-runner.js';

/** Where the pool of the process's database is injected: `@Inject(DATABASE) pool: pg.Pool`. */
export const DATABASE = Symbol('database');

/** The runners of this process by the name of their projection; started and stopped with the application. */
export class ProjectionRunners implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly runners: ReadonlyMap<string, ProjectionRunner>;

  constructor(options: Omit<RunnerOptions, 'projection'> & { readonly projections: readonly Projection[] }) {
    const { projections, ...rest } = options;
    this.runners = new Map(
      projections.map((projection) => [projection.name, new ProjectionRunner({ ...rest, projection })]),
    );
  }

  /** The runner of a projection; throws for a projection that this process does not run. */
  get(name: string): ProjectionRunner {
    const runner = this.runners.get(name);
    if (!runner) throw new Error(`no projection called ${name} runs here`);
    return runner;
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
