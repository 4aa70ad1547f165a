// The one address of all services on this machine: sends each request to the service it is for, to another instance when
// one is away, and again later while all are. Headers pass as they are; nothing of a request is logged.
import { Readable } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import fastify from 'fastify';
import { attempt, isAlive } from './attempt.mjs';
import { answeredByAll, apiServices, serviceOf } from './routes.mjs';

/** What a service takes at most as well; held here to be sent again. */
const bodyLimit = 1024 * 1024;
const defaultPatience = 30_000;

/**
 * A proxy for the `instances`, not listening yet. Requests wait `patience` milliseconds for an instance, then get a 503.
 * `mode` is the mark on the answers it gives itself.
 */
export function createProxy({ instances, mode, patience = defaultPatience }) {
  const closing = new AbortController();
  const sendProblem = (reply, request, [status, type, title, detail]) =>
    reply
      .code(status)
      .headers({ 'tirek-mode': mode, 'cache-control': 'no-store', ...(status === 503 ? { 'retry-after': '5' } : {}) })
      .type('application/problem+json')
      .send({ type: `urn:tirek:problem:${type}`, title, status, detail, instance: pathOf(request) });
  const refuse = (error, request, reply) => sendProblem(reply, request, problemOf(error));

  const proxy = fastify({ bodyLimit, frameworkErrors: refuse });
  proxy.setErrorHandler(refuse);
  proxy.register(replyFrom, {
    disableCache: true,
    disableRequestLogging: true,
    destroyAgent: true,
    // of each instance: who listens to live updates keeps one, up to 500 there, and leaves enough for everybody's requests
    undici: { connections: 1_024 },
  });
  // a file to import is streamed, everything else held as it is, so that it can be sent again
  proxy.removeAllContentTypeParsers();
  proxy.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
  proxy.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  proxy.addHook('preClose', async () => closing.abort());

  proxy.all('/*', async (request, reply) => {
    const signal = AbortSignal.any([closing.signal, whenGone(reply)]);
    const sent =
      request.method === 'GET' && pathOf(request) === answeredByAll
        ? await askAll(request, reply, signal)
        : await passOn(request, reply, signal);
    return sent ? reply : sendProblem(reply, request, away);
  });
  return proxy;

  /** Sends a request to the first instance that takes it; false when none did. */
  async function passOn(request, reply, signal) {
    const service = serviceOf(request.method, pathOf(request));
    // about the health of an instance, everything is an answer
    const isHealth = /^\/(health|metrics)/.test(request.url);
    const isStream = request.body instanceof Readable;
    for await (const url of instances.toTry(service, isHealth ? 0 : patience, signal)) {
      if (isStream && !(await isAlive(url))) continue;
      if (await attempt(url, request, reply, { passOverNotReady: !isHealth && !isStream })) return true;
      if (isStream || !mayBeRepeated(request)) return false;
    }
    return false;
  }

  /** Answers with the lists of all services as one; false when one of them did not answer. */
  async function askAll(request, reply, signal) {
    const all = await Promise.all(apiServices.map((service) => ask(service, request, signal)));
    if (all.includes(undefined)) return false;
    const { status, headers, body } = all.find(({ status }) => status !== 200) ?? all[0];
    for (const name of ['content-type', 'tirek-mode', 'cache-control', 'x-content-type-options']) {
      if (headers.has(name)) reply.header(name, headers.get(name));
    }
    reply.code(status).send(status === 200 ? { ...body, items: all.flatMap(({ body }) => body.items) } : body);
    return true;
  }

  async function ask(service, request, signal) {
    // who asks, by a token or by the cookie of a page of ours
    const asking = ['authorization', 'cookie', 'origin', 'sec-fetch-site', 'tirek-background'];
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => asking.includes(name)));
    for await (const url of instances.toTry(service, patience, signal)) {
      try {
        const answer = await fetch(`${url}${request.url}`, { signal, headers });
        if (answer.status !== 503) return { status: answer.status, headers: answer.headers, body: await answer.json() };
        await answer.body?.cancel();
      } catch (error) {
        // what fetch rejects with when the instance has gone, or the one who asked
        if (!(error instanceof TypeError || error.name === 'AbortError')) throw error;
      }
    }
    return undefined;
  }
}

const pathOf = (request) => request.url.split('?')[0];

/** A write that carries its key is done once, however often it arrives. */
const mayBeRepeated = ({ method, headers }) =>
  ['GET', 'HEAD', 'OPTIONS'].includes(method) || headers['idempotency-key'] !== undefined;

function whenGone(reply) {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

const away = [
  503,
  'not-ready',
  'Not ready yet, try again shortly',
  'The service for this request is away at the moment.',
];

function problemOf({ statusCode }) {
  if (statusCode === 413) {
    const detail = 'The body of a request may have 1 MB at most; send files to /api/v1/imports.';
    return [413, 'too-large', 'The request is too large', detail];
  }
  if (statusCode === 415) {
    const detail = 'Send the body as application/json.';
    return [415, 'wrong-content-type', 'The request has the wrong content type', detail];
  }
  if (statusCode >= 400 && statusCode < 500) {
    return [400, 'malformed-request', 'The request is not as it should be', 'The request could not be read.'];
  }
  return [500, 'internal-error', 'Something went wrong on our side', 'It was not the request.'];
}
