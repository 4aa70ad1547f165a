/** Subscriptions look by themselves this often, in milliseconds, when nobody tells them. */
export const pollMs = 1_000;

/** Tells the subscriptions of this process that there may be something new in the store. */
export class News {
  private version = 0;
  private readonly sleepers = new Set<() => void>();

  /** A mark to take before reading; `changedSince` it returns at once when something came after it was taken. */
  mark(): number {
    return this.version;
  }

  /** There may be something new: wakes all who wait. */
  announce(): void {
    this.version += 1;
    for (const wake of this.sleepers) wake();
    this.sleepers.clear();
  }

  /** Waits until something is announced after the mark, the signal is aborted, or a second is over. */
  async changedSince(mark: number, signal: AbortSignal): Promise<void> {
    if (this.version !== mark || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, pollMs);
      signal.addEventListener('abort', wake, { once: true });
      this.sleepers.add(wake);
    });
  }
}
