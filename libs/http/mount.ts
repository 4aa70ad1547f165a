import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Something that answers everything below a path by itself. */
export interface Mount {
  /** Begins with a slash, and has none at the end. */
  readonly path: string;
  /** Answers a request whose body nobody has read; `address`: where it came from. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse, address: string): Promise<void>;
}

/** Hands requests below the mount over, with the headers that every answer has; limits have been applied before. */
export function mountAt(fastify: FastifyInstance, mount: Mount): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const [asked] = request.url.split('?');
    if (asked !== mount.path && !asked!.startsWith(`${mount.path}/`)) return done();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.hijack();
    void mount.handle(request.raw, reply.raw, request.ip);
  });
}
