import { Logger, type MessageEvent } from '@nestjs/common';
import {
  catchError,
  defer,
  EMPTY,
  exhaustMap,
  finalize,
  interval,
  merge,
  type Observable,
  of,
  Subject,
  takeUntil,
  timer,
} from 'rxjs';
import type { Caller } from '#access';
import { errorKind, Problem } from '#kernel';

/** How many streams there may be, and for how long. */
export interface StreamLimits {
  /** Of one user. */
  readonly perUser: number;
  /** Of one process. */
  readonly total: number;
  /** How often a stream is written to when there is nothing to tell, and its caller judged anew, in milliseconds. */
  readonly heartbeatMs: number;
  /** How long a stream lasts, in milliseconds: then the browser comes back. */
  readonly longestMs: number;
}

/** After so long a browser comes back by itself, in milliseconds. */
const COME_BACK_MS = 3_000;

/** A browser that listens. */
export interface Listener {
  /** As it was judged last. */
  readonly caller: Caller;
  /** `caseId` absent: a notice, or more cases than are worth naming. */
  tell(position: number, caseId?: string): void;
}

/** The open streams of this process. They are gone with it: a browser comes back, and asks for everything again. */
export class LiveStreams {
  private readonly logger = new Logger(LiveStreams.name);
  private readonly open = new Set<Listener>();
  private readonly over = new Subject<void>();
  private closing = false;
  /** Up to here everybody who had to be told was told; undefined: the events are not followed yet, or just not. */
  private toldUpTo: number | undefined;

  constructor(private readonly limits: StreamLimits) {}

  /**
   * What one caller is told from now on. `judge` is asked at each heartbeat who the caller is by then; where it rejects,
   * the stream ends. To subscribe fails with a Problem when there are too many streams.
   */
  streamFor(caller: Caller, judge: () => Promise<Caller>): Observable<MessageEvent> {
    return defer(() => {
      const position = this.admit(caller);
      const messages = new Subject<MessageEvent>();
      const listener = { caller, tell: (...told: [number, string?]) => messages.next(changed(...told)) };
      this.open.add(listener);
      const heartbeats = interval(this.limits.heartbeatMs).pipe(
        exhaustMap(async () => {
          listener.caller = await judge();
          return { comment: 'still here' };
        }),
      );
      return merge(of(hello(position)), messages, heartbeats).pipe(
        takeUntil(merge(timer(this.limits.longestMs), this.over)),
        catchError((error: unknown) => {
          // who may not listen any more is told so when they come back
          if (!(error instanceof Problem)) this.logger.error(errorKind(error), 'a live stream ended');
          return EMPTY;
        }),
        finalize(() => this.open.delete(listener)),
      );
    });
  }

  /** Everything up to a position will be told to who listens now: answers them. Who comes later begins behind it. */
  advanceTo(position: number): readonly Listener[] {
    this.toldUpTo = position;
    return [...this.open];
  }

  /** Ends every stream: what its page has missed it asks for when it is back. Nobody listens until `advanceTo`. */
  endAll(): void {
    this.toldUpTo = undefined;
    this.over.next();
  }

  /** Ends every stream for good. */
  close(): void {
    this.closing = true;
    this.endAll();
  }

  /** The position from which on somebody new is told. Throws Problem when there are too many already. */
  private admit({ user }: Caller): number {
    const own = [...this.open].filter(({ caller }) => caller.user === user).length;
    if (own >= this.limits.perUser) {
      throw new Problem('too-many-requests', 'You listen in as many places as you may at once.', [], {
        headers: { 'retry-after': '60' },
      });
    }
    if (this.closing || this.toldUpTo === undefined || this.open.size >= this.limits.total) {
      throw new Problem('not-ready', 'Nobody else can listen now; ask from time to time instead.', [], {
        headers: { 'retry-after': '30' },
      });
    }
    return this.toldUpTo;
  }
}

const hello = (position: number): MessageEvent => ({
  type: 'hello',
  id: String(position),
  retry: COME_BACK_MS,
  data: { position: String(position) },
});

const changed = (position: number, caseId?: string): MessageEvent => ({
  type: 'changed',
  id: String(position),
  data: { position: String(position), ...(caseId ? { caseId } : {}) },
});
