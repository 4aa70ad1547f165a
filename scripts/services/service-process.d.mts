export interface RunningService {
  readonly pid: number;
  readonly url: string;
  readonly died: Promise<string>;
  stop(): Promise<void>;
}
export function startService(options: {
  file: string;
  env: Readonly<Record<string, string | undefined>>;
  print: (line: string) => void;
  signal: AbortSignal;
}): Promise<RunningService>;
