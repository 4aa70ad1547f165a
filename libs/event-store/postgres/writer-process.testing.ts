import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** A process that appends. */
export interface WriterProcess {
  /** Ids of the events that it was told are stored, so far; those of an append side by side. */
  readonly acknowledged: readonly string[];
  /** Resolves when it has ended, with what it wrote to stderr and its exit code (null: killed). */
  readonly ended: Promise<{ code: number | null; complaint: string }>;
  kill(): void;
}

/** Starts a process with four writers that share so many appends, of one to three events each. */
export function startWriter(url: string, appends: number): WriterProcess {
  const child = spawn(
    process.execPath,
    ['--import', path('../../../test/support/typescript.mjs'), path('writer.testing.ts'), url, String(appends)],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const acknowledged: string[] = [];
  let complaint = '';
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) acknowledged.push(...line.split(' '));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = new Promise<{ code: number | null; complaint: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, complaint }));
  });
  return { acknowledged, ended, kill: () => void child.kill('SIGKILL') };
}
