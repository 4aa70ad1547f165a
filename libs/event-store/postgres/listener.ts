import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { News, pollMs } from '../news.js';
import { Connection, connectionConfig, prepareSession } from './connection.js';
import type { PostgresLog } from './schema.js';

/**
 * Tells the subscriptions of this process that there may be something new: what this process appended at once, what
 * others did over one connection that listens. While that connection is away they look by themselves every second, and
 * so does it try to come back.
 *
 * Other processes are told outside of the commit, which a notification would slow down by a tenth, and once for all that
 * was appended meanwhile. If this process dies in between, theirs see it within the second.
 */
export class Listener extends News {
  private telling = false;
  private untold = false;
  private ownProcess: number | undefined;
  private readonly url: string;
  private readonly channel: string;
  private readonly betweenTellsMs: number;
  private readonly closing = new AbortController();
  private listening: Promise<void> | undefined;

  private readonly teller: Connection;

  constructor(url: string, { appendedChannel, betweenTellsMs }: PostgresLog) {
    super();
    this.url = url;
    this.channel = appendedChannel;
    this.betweenTellsMs = betweenTellsMs;
    this.teller = new Connection(url);
  }

  override mark(): number {
    this.listening ??= this.listen();
    return super.mark();
  }

  /** This process appended something. */
  appended(): void {
    this.announce();
    this.untold = true;
    if (!this.telling) void this.tellOthers();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([this.listening, this.teller.close()]);
  }

  private async tellOthers(): Promise<void> {
    const tell = { name: 'tell', text: `SELECT pg_notify('${this.channel}', ''), pg_backend_pid() AS by` };
    this.telling = true;
    while (this.untold && !this.closing.signal.aborted) {
      this.untold = false;
      try {
        const told = await this.teller.query<{ by: number }>(tell);
        this.ownProcess = told[0]?.by;
      } catch {
        // the server is away: others look by themselves meanwhile
      }
      await pause(this.betweenTellsMs);
    }
    this.telling = false;
  }

  private async listen(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await this.listenOnce(signal);
      await pause(pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Returns when the connection is lost, or could not be made, or the signal is aborted. */
  private async listenOnce(signal: AbortSignal): Promise<void> {
    const client = new Client(connectionConfig(this.url));
    let end!: () => void;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    signal.addEventListener('abort', end, { once: true });
    client.once('end', end);
    client.on('error', end);
    client.on('notification', ({ processId }) => {
      if (processId !== this.ownProcess) this.announce();
    });
    try {
      await client.connect();
      await prepareSession(client);
      await client.query(`LISTEN ${this.channel}`);
      // what came before we listened
      this.announce();
      await ended;
    } catch {
      // not reachable: the subscriptions look by themselves meanwhile, and see the error of their own reading
    }
    // an outage is many attempts: none may leave anything on the signal
    signal.removeEventListener('abort', end);
    await client.end();
  }
}
