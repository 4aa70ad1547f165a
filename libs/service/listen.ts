import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StartRefused } from '#postgres';

/** Listens and resolves with the address. Throws StartRefused when that cannot be. */
export async function listen(
  app: NestFastifyApplication,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    // Fastify's own listen: Nest's would log the error, and then we say it in one sentence.
    return await app.getHttpAdapter().getInstance().listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new StartRefused(
        `Port ${port} is taken by another program; choose one with PORT=3001, or PORT=0 for any free one.`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartRefused(`HOST=${host} is no address of this machine; 0.0.0.0 is all of them.`);
    }
    if (code === 'EACCES') throw new StartRefused(`Tirek may not listen on port ${port}; choose one above 1023.`);
    throw error;
  }
}

/** How long requests under way may take to end, in milliseconds: whoever stops a service waits ten seconds for it. */
const patience = 7_000;
const lookEvery = 50;

/** Takes no new request, and resolves when those under way are answered; cuts off what takes too long. */
export async function finishRequests(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  // a connection that was busy when the closing began is kept open by its client
  const idle = setInterval(() => fastify.server.closeIdleConnections(), lookEvery);
  const late = setTimeout(() => fastify.server.closeAllConnections(), patience);
  await fastify.close();
  clearInterval(idle);
  clearTimeout(late);
}
