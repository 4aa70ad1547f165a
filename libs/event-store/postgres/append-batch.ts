import type { NewEvent } from '#kernel';
import type { QueryConfig } from 'pg';
import { commandOf } from '../command-of.js';
import type { AppendResult } from '../event-store.js';
import { integerArray, textArray, uuidArray } from './binary-array.js';
import type { PostgresLog } from './schema.js';

/** An append on its way into a batch, already in the form it is stored in. */
export interface Append {
  readonly stream: string;
  readonly expectedRevision: number;
  readonly commandId: string;
  readonly events: readonly NewEvent[];
  readonly datas: readonly string[];
  readonly metadatas: readonly string[];
  /** Characters of JSON, about what it weighs on the wire. */
  readonly size: number;
}

/** Prepares the events of one command. Throws as `commandOf` does. */
export function toAppend(stream: string, expectedRevision: number, events: readonly NewEvent[]): Append {
  const commandId = commandOf(events);
  const datas = events.map(({ data }) => JSON.stringify(data));
  const metadatas = events.map(({ metadata }) => JSON.stringify(metadata));
  let size = 0;
  for (let i = 0; i < datas.length; i += 1) size += datas[i]!.length + metadatas[i]!.length;
  return { stream, expectedRevision, commandId, events, datas, metadatas, size };
}

const mostAppends = 500;
const mostSize = 4_000_000;

/** Decides who may join a batch: no stream and no command twice, 500 appends or about 4 MB at most. */
export function admission(): (append: Append) => 'in' | 'next' | 'full' {
  const taken = new Set<string>();
  let count = 0;
  let size = 0;
  return ({ stream, commandId, size: more }) => {
    if (count >= mostAppends || (count > 0 && size + more > mostSize)) return 'full';
    // one that has to wait keeps its stream for itself: nobody who came later may overtake it
    const free = !taken.has(stream) && !taken.has(commandId);
    taken.add(stream).add(commandId);
    if (!free) return 'next';
    count += 1;
    size += more;
    return 'in';
  };
}

/** What a batch is answered: `refusals` are null when all were stored. */
export interface BatchAnswer {
  /** The position before the first of the batch. */
  readonly last_position: number;
  readonly recorded: string;
  readonly refusals?: { readonly stream: string; readonly revision: number; readonly repeated: string | null }[] | null;
}

/** The statement that stores what it can of a batch in a log, and says why not of the rest. */
export const batchQuery = ({ schema }: PostgresLog, appends: readonly Append[]): QueryConfig => ({
  name: 'append_batch',
  text: `SELECT * FROM ${schema}.append_batch(
    $1::text[], $2::integer[], $3::integer[], $4::uuid[], $5::uuid[], $6::text[], $7::integer[], $8::text[], $9::text[], $10::text[])`,
  values: batchValues(appends),
});

/** A batch as the arguments of `append_batch`. */
export function batchValues(appends: readonly Append[]): Buffer[] {
  const streams: string[] = [];
  const expected: number[] = [];
  const revisions: number[] = [];
  const commands: string[] = [];
  const ids: string[] = [];
  const eventTypes: string[] = [];
  const versions: number[] = [];
  const occurred: string[] = [];
  const datas: string[] = [];
  const metadatas: string[] = [];
  for (const append of appends) {
    for (const [i, event] of append.events.entries()) {
      streams.push(append.stream);
      expected.push(append.expectedRevision);
      revisions.push(append.expectedRevision + 1 + i);
      commands.push(append.commandId);
      ids.push(event.eventId);
      eventTypes.push(event.type);
      versions.push(event.schemaVersion);
      occurred.push(event.occurredAt);
      datas.push(append.datas[i]!);
      metadatas.push(append.metadatas[i]!);
    }
  }
  return [
    textArray(streams),
    integerArray(expected),
    integerArray(revisions),
    uuidArray(commands),
    uuidArray(ids),
    textArray(eventTypes),
    integerArray(versions),
    textArray(occurred),
    textArray(datas),
    textArray(metadatas),
  ];
}

/** Tells each append of a batch what became of it. */
export function batchResults(appends: readonly Append[], answer: BatchAnswer): AppendResult[] {
  const refusals = new Map(answer.refusals?.map((refusal) => [refusal.stream, refusal]));
  let position = answer.last_position;
  return appends.map(({ stream, expectedRevision, events }) => {
    const refusal = refusals.get(stream);
    if (refusal?.repeated) return { outcome: 'repeated', stream: refusal.repeated };
    if (refusal) return { outcome: 'stale', revision: refusal.revision };
    position += events.length;
    return { outcome: 'appended', position, revision: expectedRevision + events.length, recordedAt: answer.recorded };
  });
}
