import type { Caller } from '#access';
import type { Application } from '../casework/application.testing.js';

/** What a browser was told, as it came over the wire. */
export interface Told {
  readonly event: string;
  readonly data: { readonly position: string; readonly caseId?: string };
}

/** Somebody who listens to an application by HTTP, on a connection of their own. */
export class Listening {
  readonly told: Told[] = [];
  /** Comments, which a browser leaves out. */
  private heartbeats = 0;
  /** Resolves when the stream has ended from the other side. */
  readonly ended: Promise<void>;
  private readonly leaving: AbortController;

  private constructor(
    readonly answer: Response,
    leaving: AbortController,
  ) {
    this.leaving = leaving;
    this.ended = this.read();
  }

  /** Asks for a stream; `headers` say who it is. */
  static async to(url: string, headers: Record<string, string>): Promise<Listening> {
    const leaving = new AbortController();
    const answer = await fetch(`${url}/api/v1/live`, { headers, signal: leaving.signal });
    return new Listening(answer, leaving);
  }

  /** What was told beside `hello`, once there is as much as that. */
  async changes(atLeast: number): Promise<Told['data'][]> {
    const since = Date.now();
    while (this.told.length - 1 < atLeast) {
      if (Date.now() - since > 10_000) throw new Error(`told ${this.told.length - 1} of ${atLeast} changes`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.told.slice(1).map(({ data }) => data);
  }

  /** Resolves at the next heartbeat; rejects when the stream ends before. */
  async heartbeat(): Promise<void> {
    const before = this.heartbeats;
    const over = this.ended.then(() => true);
    while (this.heartbeats === before) {
      const ended = await Promise.race([over, new Promise<false>((resolve) => setTimeout(() => resolve(false), 20))]);
      if (ended) throw new Error('the stream has ended');
    }
  }

  /** Hangs up. */
  leave(): void {
    this.leaving.abort();
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const chunk of this.answer.body!) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        const messages = text.split('\n\n');
        text = messages.pop()!;
        for (const message of messages) this.take(message);
      }
    } catch (error) {
      if (!this.leaving.signal.aborted) throw error;
    }
  }

  private take(message: string): void {
    const lines = message.split('\n').filter((line) => line !== '');
    if (lines.some((line) => line.startsWith(':'))) this.heartbeats += 1;
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const [event, data] = [field('event'), field('data')];
    if (event && data) this.told.push({ event, data: JSON.parse(data) as Told['data'] });
  }
}

/** Lets users of a demonstration store listen to an application. */
export async function listeningOn(on: Application) {
  const url = await on.app.getHttpAdapter().getInstance().listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    listen: async (who: string | Caller): Promise<Listening> => {
      const listening = await Listening.to(url, { authorization: `Bearer ${await on.tokenOf(who)}` });
      while (listening.answer.ok && listening.told.length === 0)
        await new Promise((resolve) => setTimeout(resolve, 10));
      return listening;
    },
  };
}
