import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';

/** Runs what follows a store with the application: from its start until it is told to stop. */
export class RunsWithApplication implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  /** `work.run` ends when its signal is aborted, and never rejects. */
  constructor(private readonly work: { run(signal: AbortSignal): Promise<void> }) {}

  onApplicationBootstrap(): void {
    this.running = this.work.run(this.stopping.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}
