export interface Broker {
  /** host:port */
  readonly brokers: string;
  readonly pid: number;
  readonly died: Promise<string>;
  readonly stop: () => Promise<void>;
  /** Takes it away without a word. */
  readonly kill: () => void;
}
export function startBroker(options: {
  folder: string;
  port?: number;
  onLog?: (line: string) => void;
  signal?: AbortSignal;
}): Promise<Broker>;
