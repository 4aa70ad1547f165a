// The reverse proxy of start:services, in front of small servers that say what they got.
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Instances } from '../scripts/services/instances.mjs';
import { createProxy } from '../scripts/services/proxy.mjs';
import { services } from '../scripts/services/routes.mjs';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

const patience = 1_500;
const servers: Server[] = [];
let instances: Instances;
let proxy: ReturnType<typeof createProxy>;
let url: string;

/** A service instance of which every request is answered by `handler`; ready at once. */
async function instance(service: string, name: string, handler: Handler) {
  const server = createServer((request, response) => void handler(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  instances.set(service, name, at);
  return {
    at,
    /** Refuses every connection from now on. */
    kill: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
/** Answers with who it is and what it got. */
const echo =
  (name: string): Handler =>
  async (request, response) => {
    const body = await buffer(request);
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('tirek-position', '7');
    const { method, url, headers } = request;
    response.end(JSON.stringify({ name, method, url, headers, body: body.toString('base64') }));
  };
/** Takes a request and is gone before it has answered; `got` counts. */
function breaking(afterBytes = 0) {
  const got: string[] = [];
  const handler: Handler = async (request, response) => {
    if (request.url === '/health/live') return response.end();
    got.push((await buffer(request)).toString());
    if (afterBytes > 0) {
      response.setHeader('content-length', '1000');
      response.setHeader('tirek-broken', 'yes');
      response.write('x'.repeat(afterBytes));
      await pause(50);
    }
    return request.socket.destroy();
  };
  return { got, handler };
}
const notReady: Handler = (request, response) => {
  response.writeHead(503, { 'retry-after': '77', 'content-type': 'application/problem+json' });
  request.resume();
  response.end('{}');
};
const post = (path: string, headers: Record<string, string> = {}, body: string | Buffer = '{}') =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
const key = { 'idempotency-key': 'k-1' };

beforeEach(async () => {
  instances = new Instances();
  proxy = createProxy({ instances, mode: 'demonstration', patience });
  url = await proxy.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  await proxy.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a request', () => {
  it.each([
    ['GET', '/api/v1/organisations?service=Shelter', 'coordination'],
    ['POST', '/api/v1/organisations', 'casework'],
    ['GET', '/api/v1/organisationsX', 'casework'],
    ['GET', '/api/v1/coordination/referrals?state=Sent', 'coordination'],
    ['GET', '/api/v1/caseload', 'caseload'],
    ['GET', '/api/v1/caseload/summary', 'caseload'],
    ['GET', '/api/v1/statistics?groupBy=gender', 'statistics'],
    ['GET', '/api/v1/projections/case_file', 'casework'],
    ['POST', '/api/v1/projections/statistics/rebuild', 'statistics'],
    ['GET', '/api/v1/projections/caseload/parked', 'caseload'],
    ['GET', '/api/v1/me', 'casework'],
    ['GET', '/api/v1/docs', 'casework'],
    ['GET', '/health/ready', 'casework'],
    ['GET', '/api/v1/live', 'casework'],
    ['GET', '/', 'casework'],
    ['GET', '/assets/main-1a2b.js', 'casework'],
    ['GET', '/nowhere', 'casework'],
  ])('%s %s goes to %s', async (method, path, service) => {
    for (const one of services) await instance(one, `${one}-1`, echo(one));
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {}),
    });
    expect(await answer.json()).toMatchObject({ name: service, method, url: path });
  });

  it('passes as it is, and so does its answer', async () => {
    await instance('casework', 'casework-1', echo('one'));
    const headers = {
      'content-type': 'application/json; charset=UTF-8',
      authorization: 'Bearer t',
      'tirek-after': '12',
      prefer: 'wait=5',
      'x-forwarded-proto': 'https',
      ...key,
    };
    const body = Buffer.from('{ "broken": "Айпери", \u0000 not json');
    const answer = await post('/api/v1/cases?a=%2F..%2F&b=%ZZ', headers, body);
    expect([answer.status, answer.headers.get('tirek-position')]).toEqual([200, '7']);
    expect(await answer.json()).toMatchObject({
      url: '/api/v1/cases?a=%2F..%2F&b=%ZZ',
      headers: { ...headers, 'content-length': String(body.length) },
      body: body.toString('base64'),
    });
    const empty = await fetch(`${url}/api/v1/cases`, { method: 'POST', headers: key });
    expect(await empty.json()).toMatchObject({ body: '', headers: key });
  });

  it('goes to the instances in turn', async () => {
    for (const name of ['one', 'two', 'three']) await instance('caseload', name, echo(name));
    const seen: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      const answer = await fetch(`${url}/api/v1/caseload`);
      seen.push(((await answer.json()) as { name: string }).name);
    }
    expect(new Set(seen.slice(0, 3))).toEqual(new Set(['one', 'two', 'three']));
    expect(seen.slice(3)).toEqual(seen.slice(0, 3));
  });

  it.each([
    ['an address that cannot be decoded', '/api/v1/%ZZ', 400, 'malformed-request'],
    ['one that leaves its folder', '/api/v1/x/%2e%2e/y', 400, 'malformed-request'],
  ])('to %s is refused with a problem', async (_what, path, status, type) => {
    await instance('casework', 'one', echo('one'));
    const [code, body] = await rawGet(path);
    expect([code, JSON.parse(body)]).toEqual([status, expect.objectContaining({ type: `urn:tirek:problem:${type}` })]);
  });

  it('of more than 1 MiB is refused with a problem, if it is no file to import', async () => {
    await instance('casework', 'one', echo('one'));
    const answer = await post('/api/v1/cases', key, Buffer.alloc(10 * 1024 * 1024, ' '));
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('tirek-mode')]).toEqual([
      413,
      expect.stringContaining('application/problem+json'),
      'demonstration',
    ]);
    const file = Buffer.alloc(10 * 1024 * 1024, 'a');
    const taken = await post('/api/v1/imports', { ...key, 'content-type': 'text/csv' }, file);
    expect(((await taken.json()) as { body: string }).body).toBe(file.toString('base64'));
  });
});

describe('live updates', () => {
  it('pass as they come, and are broken off behind the proxy as well when nobody listens', async () => {
    let response: ServerResponse | undefined;
    await instance('casework', 'one', (_request, opened) => {
      response = opened;
      opened.writeHead(200, { 'content-type': 'text/event-stream' });
      opened.write('event: hello\n\n');
    });
    const leaving = new AbortController();
    const answer = await fetch(`${url}/api/v1/live`, { signal: leaving.signal });
    const reader = answer.body!.getReader();
    const next = async () => Buffer.from((await reader.read()).value!).toString();
    expect([answer.headers.get('content-type'), await next()]).toEqual(['text/event-stream', 'event: hello\n\n']);
    response!.write(': still here\n\n');
    expect(await next()).toBe(': still here\n\n');
    const closed = new Promise((resolve) => response!.once('close', resolve));
    leaving.abort();
    await closed;
  });

  it('leave the way free for requests, however many listen', async () => {
    await instance('casework', 'one', (request, response) => {
      if (request.url !== '/api/v1/live') return void response.end('{}');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return void response.write('event: hello\n\n');
    });
    const leaving = new AbortController();
    const listening = await Promise.all(
      Array.from({ length: 500 }, () => fetch(`${url}/api/v1/live`, { signal: leaving.signal })),
    );
    expect(listening.every(({ ok }) => ok)).toBe(true);
    expect((await fetch(`${url}/api/v1/me`)).status).toBe(200);
    leaving.abort();
  });
});

/** A GET whose address fetch would not send. */
const rawGet = (path: string): Promise<[number | undefined, string]> =>
  new Promise((resolve, reject) => {
    httpRequest(`${url}/`, { path }, (answer) => {
      void buffer(answer).then((body) => resolve([answer.statusCode, body.toString()]));
    })
      .on('error', reject)
      .end();
  });

describe('an instance that is away', () => {
  it.each<[string, Handler]>([
    ['breaks the connection', breaking().handler],
    ['breaks off in the middle of its answer', breaking(100).handler],
    ['is not ready', notReady],
  ])('since it %s is passed over: the same request goes to another', async (_what, handler) => {
    await instance('casework', 'one', handler);
    await instance('casework', 'two', echo('two'));
    for (let i = 0; i < 4; i += 1) {
      const answer = await post('/api/v1/cases', key, `{"n":${i}}`);
      expect([answer.status, answer.headers.get('tirek-broken'), answer.headers.get('retry-after')]).toEqual([
        200,
        null,
        null,
      ]);
      const body = Buffer.from(`{"n":${i}}`).toString('base64');
      expect(await answer.json()).toMatchObject({ name: 'two', body, headers: key });
    }
  });

  it('since it refuses connections is passed over, and used again where it comes back', async () => {
    const one = await instance('casework', 'one', echo('one'));
    one.kill();
    const waiting = post('/api/v1/cases', key);
    await pause(300);
    await instance('casework', 'one', echo('one again'));
    expect(await (await waiting).json()).toMatchObject({ name: 'one again' });
  });

  it('may be all there is: after some time that is answered with 503 and Retry-After', async () => {
    for (const away of [undefined, notReady, breaking().handler]) {
      if (away) await instance('statistics', 'one', away);
      const answer = await fetch(`${url}/api/v1/statistics`);
      expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
        503,
        '5',
        expect.objectContaining({ type: 'urn:tirek:problem:not-ready', instance: '/api/v1/statistics' }),
      ]);
    }
  });

  it('gets a write without Idempotency-Key once only', async () => {
    const { got, handler } = breaking();
    await instance('casework', 'one', handler);
    await instance('casework', 'two', handler);
    expect((await post('/api/v1/cases', {}, '{"n":1}')).status).toBe(503);
    expect(got).toEqual(['{"n":1}']);
  });

  it('gets a file to import once only, and only when it answers', async () => {
    const { got, handler } = breaking();
    const one = await instance('casework', 'one', handler);
    const csv = { ...key, 'content-type': 'text/csv' };
    expect((await post('/api/v1/imports', csv, 'a,b')).status).toBe(503);
    expect(got).toEqual(['a,b']);
    one.kill();
    await instance('casework', 'two', echo('two'));
    for (let i = 0; i < 2; i += 1) {
      expect(await (await post('/api/v1/imports', csv, 'a,b')).json()).toMatchObject({ name: 'two' });
    }
  });

  it('tells its health itself', async () => {
    await instance('casework', 'one', notReady);
    const answer = await fetch(`${url}/health/ready`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '77']);
  });

  it('is asked once before another is', async () => {
    const asked: unknown[] = [];
    const handler: Handler = (request, response) => {
      asked.push(request.url);
      notReady(request, response);
    };
    await instance('caseload', 'one', handler);
    await instance('caseload', 'two', echo('two'));
    for (let i = 0; i < 2; i += 1) {
      expect(await (await fetch(`${url}/api/v1/caseload`)).json()).toMatchObject({ name: 'two' });
    }
    expect(asked).toHaveLength(1);
  });
});

describe('GET /api/v1/projections', () => {
  const lists =
    (...names: string[]): Handler =>
    (request, response) => {
      const { authorization, cookie } = request.headers;
      const signedIn = authorization === 'Bearer t' || cookie === 'tirek=s';
      response.writeHead(signedIn ? 200 : 401, { 'content-type': 'application/json', 'tirek-mode': 'demonstration' });
      response.end(JSON.stringify(signedIn ? { items: names.map((name) => ({ name })) } : { status: 401 }));
    };
  const ask = (authorization: string) => fetch(`${url}/api/v1/projections`, { headers: { authorization } });

  it('is answered with the lists of all services', async () => {
    await instance('casework', 'one', lists('case_file'));
    await instance('coordination', 'one', lists('coordination'));
    await instance('statistics', 'one', lists('statistics'));
    await instance('caseload', 'one', notReady);
    expect((await ask('Bearer t')).status).toBe(503);
    await instance('caseload', 'two', lists('caseload'));
    const answer = await ask('Bearer t');
    expect([answer.status, answer.headers.get('tirek-mode'), await answer.json()]).toEqual([
      200,
      'demonstration',
      { items: ['case_file', 'caseload', 'coordination', 'statistics'].map((name) => ({ name })) },
    ]);
    const byCookie = await fetch(`${url}/api/v1/projections`, { headers: { cookie: 'tirek=s' } });
    expect(await byCookie.json()).toMatchObject({ items: expect.any(Array) as unknown[] });
    const refused = await ask('Bearer x');
    expect([refused.status, await refused.json()]).toEqual([401, { status: 401 }]);
  });
});

it('an instance is no longer waited for once nobody asks', async () => {
  const gone = new AbortController();
  const next = instances.toTry('casework', 20_000, gone.signal).next();
  const begun = performance.now();
  gone.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(performance.now() - begun).toBeLessThan(10_000);
});

it('a proxy that is closed keeps nobody waiting', async () => {
  const waiting = post('/api/v1/cases', key);
  await pause(200);
  const begun = Date.now();
  await proxy.close();
  expect((await waiting).status).toBe(503);
  expect(Date.now() - begun).toBeLessThan(patience - 300);
});
