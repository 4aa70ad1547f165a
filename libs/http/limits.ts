import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallerRequest } from '#access';
import { Problem } from '#kernel';
import { sendProblem } from './problem.filter.js';
import { isForWeb } from './web-files.js';

/** How much of one process of Tirek may be used. */
export interface Limits {
  /** Requests a minute of one person or system that is signed in. */
  readonly callerPerMinute: number;
  /**
   * Requests a minute from one address (of IPv6: one /64), signed in or not, and beside them as many files of the web
   * application; an office behind one address shares it.
   */
  readonly addressPerMinute: number;
}

/** As much as the machine gives. Not Infinity: the limiter would take that for its own default, 1000. */
export const noLimits: Limits = {
  callerPerMinute: Number.MAX_SAFE_INTEGER,
  addressPerMinute: Number.MAX_SAFE_INTEGER,
};

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;
declare module 'fastify' {
  interface FastifyInstance {
    callerLimit: Limiter;
  }
}

const MINUTE = 60_000;
const REMEMBERED = 50_000;
/** For whoever runs the process. */
const unlimited = /^\/(health\/|metrics$)/;

const callerOf = (request: FastifyRequest & CallerRequest): string => {
  const { organisationId, user } = request.caller!;
  return `${organisationId}/${user}`;
};

/** Limits requests by address, before anything of them is read; a guard uses `callerLimit` once it is known who asks. */
export async function limitRequests(fastify: FastifyInstance, limits: Limits): Promise<void> {
  await fastify.register(rateLimit, { global: false, cache: REMEMBERED, timeWindow: MINUTE });
  fastify.decorate('callerLimit', fastify.createRateLimit({ max: limits.callerPerMinute, keyGenerator: callerOf }));
  const addressLimit = fastify.createRateLimit({ max: limits.addressPerMinute });
  // one page is some thirty files: they leave the API to those who work
  const fileLimit = fastify.createRateLimit({ max: limits.addressPerMinute });
  fastify.addHook('onRequest', async (request, reply) => {
    if (unlimited.test(request.url)) return;
    const used = await (isForWeb(request) ? fileLimit : addressLimit)(request);
    if (!used.isAllowed && used.isExceeded) sendProblem(tooMany(used.ttlInSeconds), request, reply);
  });
}

/** 429: more requests than one may send; `seconds` until there are some again. */
export const tooMany = (seconds: number): Problem =>
  new Problem('too-many-requests', 'More requests came from you than Tirek answers in a minute.', [], {
    headers: { 'retry-after': String(Math.max(1, seconds)) },
  });
