/** Whoever waits for a position to be reached. */
export class Waiters {
  private readonly waiting = new Set<{ position: number; settle: (reached: boolean) => void }>();

  /** How many wait. */
  get size(): number {
    return this.waiting.size;
  }

  /** True as soon as `reached` has been told of the position, false after the time is over. */
  wait(position: number, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter = {
        position,
        settle: (reached: boolean) => {
          clearTimeout(timer);
          this.waiting.delete(waiter);
          resolve(reached);
        },
      };
      const timer = setTimeout(() => waiter.settle(false), timeoutMs);
      this.waiting.add(waiter);
    });
  }

  /** Wakes those whose position has been reached. */
  reached(position: number): void {
    for (const waiter of this.waiting) if (waiter.position <= position) waiter.settle(true);
  }

  /** Tells everybody no. */
  giveUp(): void {
    for (const waiter of this.waiting) waiter.settle(false);
  }
}
