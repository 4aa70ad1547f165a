import { Readable } from 'node:stream';

const answerWithin = 60_000;
/** Answers up to this size are taken whole before they are passed on. */
const heldAnswer = 1024 * 1024;
/** About the connection between two programs, not the request between people; undici refuses some of them. */
const hopByHop = ['expect', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'];

/**
 * Sends a request to the instance at `url` and its answer back. False when nothing was sent back: the instance broke off
 * before its answer was complete or, with `passOverNotReady`, answered that it is not ready.
 */
export function attempt(url, request, reply, { passOverNotReady }) {
  const { body, method } = request;
  const held = Buffer.isBuffer(body)
    ? { body, contentType: request.headers['content-type'] ?? 'application/octet-stream' }
    : {};
  return new Promise((resolve, reject) => {
    const passOver = () => {
      for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
      resolve(false);
    };
    const onResponse = (_request, _reply, { statusCode, headers, stream }) => {
      wholeAnswer(method, headers, stream).then((answer) => {
        if (statusCode === 503 && passOverNotReady) return passOver();
        reply.send(answer);
        return resolve(true);
      }, passOver);
    };
    try {
      reply.from(request.url.split('?')[0], {
        ...held,
        getUpstream: () => url,
        // a file may take its time
        timeout: body instanceof Readable ? 0 : answerWithin,
        // by itself it would ask one that is not ready ten times more
        retryDelay: () => null,
        rewriteRequestHeaders: (_request, headers) => endToEnd(method, headers),
        onResponse,
        onError: passOver,
      });
    } catch (error) {
      // an address that it does not take
      reject(Object.assign(error, { statusCode: 400 }));
    }
  });
}

/** Whether an instance answers at all. */
export const isAlive = (url) =>
  fetch(`${url}/health/live`).then(
    (answer) => answer.ok,
    () => false,
  );

/** A small answer whole, so that one that breaks off in the middle is asked for again; a great one as a stream. */
async function wholeAnswer(method, headers, stream) {
  if (method === 'HEAD' || !(Number(headers['content-length']) <= heldAnswer)) return stream;
  return Buffer.from(await stream.arrayBuffer());
}

function endToEnd(method, headers) {
  const rest = Object.entries(headers).filter(
    ([name]) => !hopByHop.includes(name) && !(name === 'content-length' && ['GET', 'HEAD'].includes(method)),
  );
  return Object.fromEntries(rest);
}
