import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerWritableStream,
  status,
} from '@grpc/grpc-js';
import { StreamIdentifier, UUID, Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

interface LogEntry {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly position: bigint;
}

/** An append is answered; lost on its way; stored, and its answer lost; or fails of an error of the server's own. */
export type Fate = 'answered' | 'lost' | 'unanswered' | 'failed';

type Reading = ServerWritableStream<ReadReq, ReadResp>;

/** As many as Kestrel allows on a connection. */
const streamsPerConnection = 100;
const largestAppend = 1_048_576;
/** A filtered subscription says how far it is after so many events that it passed over. */
const checkpointEvery = 32;
const systemEventEvery = 3;
const forwards = 0;

/**
 * A server that answers the client of EventStoreDB as the real one does in what the adapter uses: appends with expected
 * revisions and idempotent by event ids, reads of streams and of `$all` in both directions, subscriptions to `$all` with
 * a filter. Positions have gaps, places in the log that are none are refused, and events of the server's own stand between
 * those of the tests. It keeps everything in memory, also while it is stopped.
 */
export class InMemoryServer {
  /** How many subscriptions to `$all` are being served now, and how many there ever were. */
  readonly subscriptions = new Set<Reading>();
  subscribed = 0;
  /** Records sent as answers to reads, and the most that one read asked for. */
  sent = 0;
  largestRead = 0;
  /** What befalls an append to a stream. */
  fate: (stream: string) => Fate = () => 'answered';
  /** How long an append to a stream is on its way, in milliseconds. */
  way: (stream: string) => number = () => 0;

  private readonly log: LogEntry[] = [];
  private readonly streams = new Map<string, LogEntry[]>();
  private readonly passedOver = new WeakMap<Reading, number>();
  private server: Server | undefined;
  private appends = 0;
  /** Any free one at the first start, then the same. */
  private port = 0;

  private constructor() {
    this.writeSystemEvents(5);
  }

  static async start(): Promise<InMemoryServer> {
    const server = new InMemoryServer();
    await server.start();
    return server;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  async start(): Promise<void> {
    const server = new Server({ 'grpc.max_concurrent_streams': streamsPerConnection });
    const append: handleClientStreamingCall<AppendReq, AppendResp> = (call, answer) => {
      const messages: AppendReq[] = [];
      call.on('data', (message: AppendReq) => messages.push(message));
      // one that is cancelled by its client ends with nothing, or not at all
      call.on('end', () => messages.length > 0 && void this.answerAppend(messages, answer));
    };
    const read: handleServerStreamingCall<ReadReq, ReadResp> = (call) => this.read(call);
    server.addService(StreamsService as never, { append, read });
    this.port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${this.port}`, ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
    this.server = server;
  }

  /** Cuts every connection and listens no longer. */
  stop(): void {
    this.server?.forceShutdown();
    this.server = undefined;
    this.subscriptions.clear();
  }

  /** Ends every subscription, as the real one does with a slow reader: with an error, or as if it had come to its end. */
  drop(how: 'error' | 'end'): void {
    for (const call of this.subscriptions) {
      this.subscriptions.delete(call);
      if (how === 'end') call.end();
      else call.emit('error', { code: status.ABORTED, details: 'too slow' });
    }
  }

  /** Writes statistics about itself into the log, as the real one does every half minute. */
  writeSystemEvents(count: number): void {
    for (let i = 0; i < count; i += 1) this.write('$stats-127.0.0.1:2113', [systemEvent()]);
  }

  private async answerAppend(messages: readonly AppendReq[], answer: sendUnaryData<AppendResp>): Promise<void> {
    const stream = nameIn(messages[0]!.getOptions()!.getStreamIdentifier());
    const way = this.way(stream);
    if (way > 0) await pause(way);
    const fate = this.fate(stream);
    if (fate === 'failed') return answer({ code: status.UNKNOWN, details: 'Exception was thrown by handler.' });
    const answered = fate === 'lost' ? undefined : this.append(messages);
    if (answered === undefined || fate === 'unanswered') {
      answer({ code: status.UNAVAILABLE, details: 'connection lost' });
    } else if (answered instanceof AppendResp) answer(null, answered);
    else answer(answered);
  }

  private append(messages: readonly AppendReq[]): AppendResp | { code: status; details: string } {
    const options = messages[0]!.getOptions()!;
    const stream = nameIn(options.getStreamIdentifier());
    const proposed = messages.slice(1).map((message) => message.getProposedMessage()!);
    if (proposed.reduce((sum, one) => sum + one.serializeBinary().length, 0) > largestAppend) {
      return { code: status.INVALID_ARGUMENT, details: `Maximum Append Size of ${largestAppend} Exceeded.` };
    }
    const stored = this.streams.get(stream) ?? [];
    const expected = options.hasRevision() ? Number(options.getRevision()) : -1;
    const ids = proposed.map((one) => one.getId()!.getString());
    const repeated = ids.every((id, i) => stored[expected + 1 + i]?.id === id);
    if (stored.length - 1 !== expected && !repeated) return refusal(options, stored.length - 1);
    if (!repeated) {
      this.write(stream, proposed);
      this.appends += 1;
      if (this.appends % systemEventEvery === 0) this.writeSystemEvents(1);
    }
    const success = new AppendResp.Success();
    success.setCurrentRevision(String(expected + ids.length));
    const position = this.streams.get(stream)!.at(-1)!.position.toString();
    success.setPosition(new AppendResp.Position().setCommitPosition(position).setPreparePosition(position));
    return new AppendResp().setSuccess(success);
  }

  private write(stream: string, proposed: readonly AppendReq.ProposedMessage[]): void {
    const stored = this.streams.get(stream) ?? [];
    this.streams.set(stream, stored);
    for (const one of proposed) {
      const last = this.log.at(-1);
      const entry: LogEntry = {
        stream,
        revision: stored.length,
        id: one.getId()!.getString(),
        type: one.getMetadataMap().get('type')!,
        contentType: one.getMetadataMap().get('content-type')!,
        data: one.getData_asU8(),
        metadata: one.getCustomMetadata_asU8(),
        created: Math.max(Date.now(), last?.created ?? 0),
        // as far from the one before as that is long in the file
        position: last ? last.position + BigInt(100 + last.data.length) : 0n,
      };
      stored.push(entry);
      this.log.push(entry);
      for (const call of this.subscriptions) this.tell(call, entry);
    }
  }

  private read(call: Reading): void {
    const options = call.request.getOptions()!;
    if (options.hasSubscription()) return this.subscribe(call);
    const source = options.hasStream() ? this.ofStream(options.getStream()!) : this.log;
    if (source === undefined) {
      const stream = options.getStream()!.getStreamIdentifier()!;
      call.write(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(stream)));
    } else {
      const page = this.page(options, source);
      if (page === undefined) {
        call.emit('error', { code: status.UNKNOWN, details: 'Trying to read from an invalid position.' });
        return;
      }
      this.sent += page.length;
      this.largestRead = Math.max(this.largestRead, Number(options.getCount()));
      for (const entry of page) call.write(answerOf(entry));
    }
    call.end();
  }

  private ofStream(options: ReadReq.Options.StreamOptions): LogEntry[] | undefined {
    return this.streams.get(nameIn(options.getStreamIdentifier()));
  }

  /** What a read asks for; undefined when its place in the log is none. */
  private page(options: ReadReq.Options, source: readonly LogEntry[]): LogEntry[] | undefined {
    const ahead = options.getReadDirection() === forwards;
    const count = Number(options.getCount());
    const from = placeIn(options, source);
    if (from === -1) return undefined;
    if (ahead) return source.slice(from, from + count);
    // backwards, a position in $all stands before its record, a revision of a stream is the first to be read
    const end = options.hasStream() && options.getStream()!.hasRevision() ? from + 1 : from;
    return source.slice(Math.max(0, end - count), end).toReversed();
  }

  private subscribe(call: Reading): void {
    this.subscribed += 1;
    this.subscriptions.add(call);
    call.on('cancelled', () => this.subscriptions.delete(call));
    const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
    call.write(new ReadResp().setConfirmation(confirmation));
    const options = call.request.getOptions()!;
    const from = placeIn(options, this.log);
    // a subscription begins after its position, a read at it
    const start = options.getAll()!.hasPosition() ? from + 1 : from;
    for (const entry of this.log.slice(start)) this.tell(call, entry);
  }

  private tell(call: Reading, entry: LogEntry): void {
    const prefixes = call.request.getOptions()!.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [''];
    if (prefixes.some((prefix) => entry.stream.startsWith(prefix))) {
      call.write(answerOf(entry));
      return;
    }
    const passed = (this.passedOver.get(call) ?? 0) + 1;
    this.passedOver.set(call, passed);
    if (passed % checkpointEvery !== 0) return;
    const position = entry.position.toString();
    const checkpoint = new ReadResp.Checkpoint().setCommitPosition(position).setPreparePosition(position);
    call.write(new ReadResp().setCheckpoint(checkpoint));
  }
}

const nameIn = (stream: StreamIdentifier | undefined): string =>
  Buffer.from(stream!.getStreamName_asU8()).toString('utf8');

/** The index where a read begins; -1 for a position at which no record begins. */
function placeIn(options: ReadReq.Options, source: readonly LogEntry[]): number {
  const place = options.hasStream() ? options.getStream()! : options.getAll()!;
  if (place.hasStart()) return 0;
  if (place.hasEnd()) return source.length;
  if (place instanceof ReadReq.Options.StreamOptions) return Number(place.getRevision());
  const commit = BigInt(place.getPosition()!.getCommitPosition());
  const prepare = BigInt(place.getPosition()!.getPreparePosition());
  return commit === prepare ? source.findLastIndex(({ position }) => position === commit) : -1;
}

function answerOf(entry: LogEntry): ReadResp {
  const position = entry.position.toString();
  const record = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(entry.id))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(entry.stream)))
    .setStreamRevision(String(entry.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setCustomMetadata(entry.metadata)
    .setData(entry.data);
  record.getMetadataMap().set('type', entry.type);
  record.getMetadataMap().set('content-type', entry.contentType);
  // in units of 100 nanoseconds
  record.getMetadataMap().set('created', String(BigInt(entry.created) * 10_000n));
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(record).setCommitPosition(position));
}

function refusal(options: AppendReq.Options, current: number): AppendResp {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (current === -1) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(current));
  if (options.hasRevision()) wrong.setExpectedRevision(options.getRevision());
  else wrong.setExpectedNoStream(new Empty());
  return new AppendResp().setWrongExpectedVersion(wrong);
}

function systemEvent(): AppendReq.ProposedMessage {
  const message = new AppendReq.ProposedMessage()
    .setId(new UUID().setString(randomUUID()))
    .setData(Buffer.from('{"proc-cpu":0.1}'))
    .setCustomMetadata('');
  message.getMetadataMap().set('type', '$statsCollected');
  message.getMetadataMap().set('content-type', 'application/json');
  return message;
}
