export interface Running {
  readonly died: Promise<string>;
  stop(): Promise<void>;
}
export function keepRunning<T extends Running>(options: {
  name: string;
  start: (options: { signal: AbortSignal }) => Promise<T>;
  onChange: (running: T | undefined) => void;
  say: (line: string) => void;
}): { readonly ready: Promise<void>; stop(): Promise<void> };
