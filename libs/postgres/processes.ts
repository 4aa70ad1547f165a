import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const hasProc = existsSync('/proc/self/stat');

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function ps(pid: number, column: string): string | undefined {
  return (
    spawnSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || undefined
  );
}

/**
 * When the process started, as an opaque text that tells it from a later process with the same id;
 * undefined when no such process runs. One that ended and was not reaped yet does not run.
 */
export function startOfProcess(pid: number): string | undefined {
  if (!hasProc) return ps(pid, 'state')?.startsWith('Z') ? undefined : ps(pid, 'lstart');
  // proc(5): state is field 3, the start time field 22; the name before them may itself hold spaces and parentheses
  const stat = readProc(pid, 'stat');
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
}

/** The command line of a running process, its words joined by blanks; undefined when it does not run. */
export function commandLine(pid: number): string | undefined {
  return hasProc ? readProc(pid, 'cmdline')?.split('\0').join(' ') : ps(pid, 'command');
}

/** Waits until the process has ended, `ms` at most; true when it has. */
export async function hasEnded(pid: number, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (startOfProcess(pid) !== undefined) {
    if (Date.now() > deadline) return false;
    await pause(20);
  }
  return true;
}
