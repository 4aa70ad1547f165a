// A program on Java beside us: started, watched, ended.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const stopMilliseconds = 10_000;

/**
 * Starts a Java program in a session of its own: a Ctrl-C in our terminal must reach us, not it. It also ends when this
 * process is gone in whatever way. `ended` resolves with the reason, `died` only when it ended untold. `onLog` gets its
 * log, line by line.
 */
export function launch(program, args, { onLog = () => undefined, env = {} } = {}) {
  const { PATH, HOME, JAVA_HOME } = process.env;
  const child = spawn(program, args, {
    cwd: '/',
    env: { PATH, HOME, ...(JAVA_HOME ? { JAVA_HOME } : {}), ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let reason = '';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      onLog(line);
      // the exception below the first error says why; what follows is that it gave up
      if (/ERROR|Exception/.test(line) && !/Exception/.test(reason)) reason = line;
    });
  }
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    // one that was killed had no reason of its own
    child.once('close', (code, signal) => resolve(signal ?? (reason || `exit code ${code}`)));
  });
  if (child.pid !== undefined) {
    const watchdog = watch(child.pid);
    child.once('exit', () => watchdog.kill('SIGKILL'));
  }
  let told = false;
  return {
    pid: child.pid,
    ended,
    died: ended.then((why) => (told ? new Promise(() => undefined) : why)),
    async stop() {
      told = true;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds);
      await ended;
      clearTimeout(timer);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** A tiny process that ends the program when this process is gone without having done so, even by kill -9: its input ends with us. */
function watch(pid) {
  const script = 'read -r _; kill -TERM "$0"; sleep 10; kill -KILL "$0"';
  const watchdog = spawn('/bin/sh', ['-c', script, String(pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  watchdog.stdin.unref();
  return watchdog;
}

/** A port of the loopback that nobody listens on right now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
