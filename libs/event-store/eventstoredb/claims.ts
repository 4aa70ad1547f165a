import { jsonEvent, type JSONEventData } from '@eventstore/db-client';
import type { Connection } from './connection.js';
import { noStream } from '../event-store.js';
import { commandIdOf } from './stored-form.js';

/** That a command's events are to stand in a stream directly after a revision, and nowhere else. */
export interface Claim {
  readonly stream: string;
  readonly after: number;
}

/**
 * What became of a claim: its events are stored; it is void, since other events stand where its own should, and always
 * will; or it is open, and its owner still at work, or dead.
 */
export type Standing = 'stored' | 'void' | 'open';

/**
 * Who may append the events of a command. EventStoreDB has no transaction over two streams, so a stream per command
 * says where its events belong; only its last claim counts, and a new one is made only when that one is void.
 *
 * It needs no release and no lease. Whether a claim was used is read from the stream that it names: an append is
 * consecutive and stands or falls with the revision it expects, so the one event after `after` tells for ever.
 * A claim on a revision that its stream has not reached would never be told about; the caller makes none.
 */
export class Claims {
  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
  ) {}

  /** The last claim of a command and its revision; undefined when there is none. */
  async last(commandId: string): Promise<{ claim: Claim; revision: number } | undefined> {
    const record = await this.connection.lastOf(this.streamOf(commandId));
    return record && { claim: record.data as unknown as Claim, revision: Number(record.revision) };
  }

  /** Makes a claim after the last one (`noStream`: the first); false when somebody else was sooner. */
  async make(commandId: string, { stream, after }: Claim, last: number = noStream): Promise<boolean> {
    const claimed = jsonEvent({ type: 'CommandClaimed', data: { stream, after } }) as JSONEventData;
    return (await this.connection.append(this.streamOf(commandId), last, [claimed])).written;
  }

  /** What became of a claim of a command. */
  async standing(commandId: string, { stream, after }: Claim): Promise<Standing> {
    const [next] = await this.connection.readStream(this.prefix + stream, after + 1, 1);
    if (!next) return 'open';
    return commandIdOf(next) === commandId ? 'stored' : 'void';
  }

  /** The name of a command's own stream, which does not begin with the prefix of events. */
  private streamOf(commandId: string): string {
    return claimStreams(this.prefix) + commandId;
  }
}

/** What the streams of claims begin with, in a store whose events' streams begin with `prefix`. */
export const claimStreams = (prefix: string): string => `command.${prefix}`;
