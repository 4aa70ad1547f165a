interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Sends a batch: a result for each item in the same order, or an Error for one that failed by itself. */
type Send<T, R> = (items: readonly T[]) => Promise<readonly (R | Error)[]>;

/** Decides, item by item, who may join a batch; one that may not waits, in its order, for the next. */
type Admission<T> = () => (item: T) => 'in' | 'next' | 'full';

/**
 * Gathers what is asked for while earlier batches are on their way and sends it as the next. A batch starts after the
 * calls that it answers, so that no answer is older than its question.
 *
 * `atOnce` batches may be on their way; what waits is shared out among those that may start. With two, this process
 * works on one while the server works on the other. `gatherMs`: how long a batch waits for others to join it, in
 * milliseconds; 0: only for what is asked in the same turn of the event loop.
 */
export class Batcher<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private underWay = 0;
  private scheduled = false;
  private readonly send: Send<T, R>;
  private readonly admission: Admission<T>;
  private readonly atOnce: number;
  private readonly gatherMs: number;

  constructor(
    send: Send<T, R>,
    {
      admission = () => () => 'in',
      atOnce = 1,
      gatherMs = 0,
    }: { admission?: Admission<T>; atOnce?: number; gatherMs?: number } = {},
  ) {
    this.send = send;
    this.admission = admission;
    this.atOnce = atOnce;
    this.gatherMs = gatherMs;
  }

  ask(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** Those who were answered by one batch ask again in the same turn of the event loop; they shall go together. */
  private schedule(): void {
    if (this.scheduled || this.waiting.length === 0 || this.underWay === this.atOnce) return;
    this.scheduled = true;
    const start = () => {
      this.scheduled = false;
      while (this.waiting.length > 0 && this.underWay < this.atOnce) void this.work(this.take());
    };
    if (this.gatherMs > 0) setTimeout(start, this.gatherMs);
    else setImmediate(start);
  }

  private async work(batch: readonly Waiting<T, R>[]): Promise<void> {
    this.underWay += 1;
    try {
      const results = await this.send(batch.map(({ item }) => item));
      for (const [i, { resolve, reject }] of batch.entries()) {
        const result = results[i]!;
        if (result instanceof Error) reject(result);
        else resolve(result);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.underWay -= 1;
    this.schedule();
  }

  private take(): Waiting<T, R>[] {
    const share = Math.ceil(this.waiting.length / (this.atOnce - this.underWay));
    const admit = this.admission();
    const batch: Waiting<T, R>[] = [];
    const left: Waiting<T, R>[] = [];
    for (const [i, one] of this.waiting.entries()) {
      const verdict = batch.length === share ? 'full' : admit(one.item);
      if (verdict === 'full') {
        left.push(...this.waiting.slice(i));
        break;
      }
      (verdict === 'in' ? batch : left).push(one);
    }
    this.waiting = left;
    return batch;
  }
}
