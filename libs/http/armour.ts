import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { base } from './base.js';

/** A page of the description loads its own script and style, nothing else. */
const policyOfDocs =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/**
 * Puts security headers on every answer (OWASP REST security cheat sheet): an answer of the API is no page, so nothing may
 * be loaded from it, and nobody may frame it. Scripts of other sites are refused but for those of `origins`, which then
 * call without cookies.
 */
export async function putOnArmour(
  fastify: FastifyInstance,
  { origins, httpsOnly }: { readonly origins: readonly string[]; readonly httpsOnly: boolean },
): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginEmbedderPolicy: true,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: httpsOnly ? { maxAge: 63_072_000, includeSubDomains: true } : false,
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'permissions-policy': 'camera=(), geolocation=(), microphone=()' });
    if (request.url.startsWith(`/${base}/docs`)) void reply.header('content-security-policy', policyOfDocs);
    done();
  });
  if (origins.length === 0) return;
  await fastify.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['ETag', 'Retry-After', 'Tirek-Incomplete', 'Tirek-Mode', 'Tirek-Position', 'Tirek-Stale'],
    maxAge: 600,
  });
}
