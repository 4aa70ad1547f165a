import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port that nobody listens at, for a server whose address browsers are told beforehand. Below those that the system gives
 * out by itself, so that no test beside this one comes by it.
 */
export async function freePort(): Promise<string> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return String(port);
  }
}
