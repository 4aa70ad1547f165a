import { setTimeout as pause } from 'node:timers/promises';
import { News } from '../news.js';
import type { Connection } from './connection.js';

const shortestPauseMs = 50;
const longestPauseMs = 5_000;

/**
 * The one subscription to `$all` of this process, however many subscribers there are: it only wakes them, and each
 * reads on from its own position. What this process appended it tells as well: to say that twice would make all of them
 * read twice. While it is away they look by themselves every second, and it tries to come back.
 */
export class Subscription extends News {
  private running: Promise<void> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
  ) {
    super();
  }

  override mark(): number {
    this.running ??= this.run();
    return super.mark();
  }

  /** Resolves when it has ended, which the closing of its connection makes it do. */
  async ended(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    const { closed } = this.connection;
    let wait = shortestPauseMs;
    while (!closed.aborted) {
      if (await this.runOnce()) wait = shortestPauseMs;
      await pause(wait, undefined, { signal: closed }).catch(() => undefined);
      wait = Math.min(wait * 2, longestPauseMs);
    }
  }

  /** Returns when the server drops it or it could not be made; true when it was under way. */
  private async runOnce(): Promise<boolean> {
    const { closed } = this.connection;
    const subscription = this.connection.subscribe(this.prefix);
    let confirmed = false;
    subscription.on('confirmation', () => {
      confirmed = true;
      // what came before we listened
      this.announce();
    });
    // it may fail once more after it has failed, when nobody listens any longer
    subscription.on('error', () => undefined);
    const end = () => void subscription.destroy();
    closed.addEventListener('abort', end, { once: true });
    try {
      for await (const { event } of subscription) if (event) this.announce();
    } catch {
      // dropped or not reachable: the subscribers look by themselves meanwhile, and see the error of their own reading
    }
    closed.removeEventListener('abort', end);
    await subscription.unsubscribe().catch(() => undefined);
    return confirmed;
  }
}
