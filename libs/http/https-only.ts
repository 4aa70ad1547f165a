import type { FastifyInstance } from 'fastify';
import { Problem } from '#kernel';
import { sendProblem } from './problem.filter.js';

/** For whoever runs the process, from beside the proxy; nothing of people is in them. */
const alsoInClear = /^\/(health\/|metrics$)/;

/**
 * Refuses requests of which the proxy does not say that they came to it by https: tokens and personal data go over no
 * wire in clear. Against a mistake in the set-up, not an attacker: who reaches this port can write the header himself.
 */
export function refuseClearText(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    // the route, not the address, which can be spelt in many ways
    const isPublic = alsoInClear.test(request.routeOptions.url ?? '');
    if (isPublic || request.headers['x-forwarded-proto'] === 'https') return done();
    sendProblem(new Problem('not-allowed', 'This installation answers over https only.'), request, reply);
  });
}
