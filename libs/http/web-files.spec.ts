import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Controller, Get, Module, type LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Policy } from '#access';
import { createHttpApplication } from './application.js';
import { type Limits, noLimits } from './limits.js';

const silent: LoggerService = { log: () => undefined, warn: () => undefined, error: () => undefined };

@Controller()
@Policy('public')
class Routes {
  @Get('thing')
  thing(): object {
    return { ok: true };
  }
}

@Module({ controllers: [Routes] })
class Root {}

const page = '<!doctype html><title>Tirek</title>';
const script = 'console.log("tirek");'.repeat(100);
const files: Record<string, string | Buffer> = {
  'index.html': page,
  'sw.js': 'self.skipWaiting();',
  'manifest.webmanifest': '{}',
  '.secret': 'not for anybody',
  'assets/main-1a2b.js': script,
  'assets/main-1a2b.js.br': brotliCompressSync(script),
  'assets/main-1a2b.js.gz': gzipSync(script),
  'assets/noto-3c4d.woff2': 'font',
};

const apps: NestFastifyApplication[] = [];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tirek-web-'));
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'beside.txt'), 'not for anybody');
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'web', name), content);
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  rmSync(folder, { recursive: true });
});

async function start(web = join(folder, 'web'), limits: Limits = noLimits): Promise<NestFastifyApplication> {
  const app = await createHttpApplication(
    { module: Root },
    { logger: silent, mode: 'demonstration', country: 'KG', limits, web },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  apps.push(app);
  return app;
}

describe('the web application', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await start();
  });

  it.each(['/', '/index.html', '/cases', '/cases/KG-M7XV/', '/cases?number=1', '/apiary', '//cases'])(
    'is one page, at %s as well',
    async (url) => {
      const { statusCode, body, headers } = await app.inject({ url });
      expect([statusCode, body]).toEqual([200, page]);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'tirek-mode': 'demonstration',
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
    },
  );

  it.each([
    ['/sw.js', 'application/javascript; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['/assets/main-1a2b.js', 'application/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/noto-3c4d.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
  ])('has %s as %s, kept as %s', async (url, type, kept) => {
    const { statusCode, headers } = await app.inject({ url });
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([200, type, kept]);
  });

  it.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['identity', undefined],
  ])('is sent to who takes %s as %s', async (accepted, encoding) => {
    const { headers, rawPayload } = await app.inject({
      url: '/assets/main-1a2b.js',
      headers: { 'accept-encoding': accepted },
    });
    expect([headers['content-encoding'], headers['content-type']]).toEqual([
      encoding,
      'application/javascript; charset=utf-8',
    ]);
    expect(String(headers.vary).toLowerCase()).toContain('accept-encoding');
    expect(rawPayload.length < script.length).toBe(encoding !== undefined);
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await app.inject({ url: '/' });
    const again = await app.inject({ url: '/', headers: { 'if-none-match': String(headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('answers HEAD', async () => {
    for (const url of ['/', '/cases', '/assets/main-1a2b.js']) {
      const [got, asked] = [await app.inject({ url }), await app.inject({ method: 'HEAD', url })];
      expect([asked.statusCode, asked.body, asked.headers['content-length']]).toEqual([
        200,
        '',
        got.headers['content-length'],
      ]);
    }
  });

  it.each(['/missing.js', '/assets/missing-1.js', '/assets/', '/assets/none', '/.secret', '/.well-known/x'])(
    'has no %s, and nobody keeps that',
    async (url) => {
      const { statusCode, headers } = await app.inject({ url });
      expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
        'no-store',
      ]);
    },
  );

  it.each(['/../beside.txt', '/%2e%2e/beside.txt', '/assets/..%2f..%2fbeside.txt', '/assets/%5c..%5c..%5cbeside.txt'])(
    'lets nobody out of its folder: %s',
    async (url) => {
      const { statusCode, body } = await app.inject({ url });
      expect(statusCode).toBeGreaterThanOrEqual(400);
      expect(statusCode).toBeLessThan(500);
      expect(body).not.toContain('not for anybody');
    },
  );

  it.each(['/api', '/api/v1/nothing', '/identity', '/identity/sign-in', '/health/nothing', '/metrics/x'])(
    'leaves %s to whom it belongs',
    async (url) => {
      const { statusCode, headers } = await app.inject({ url });
      expect([statusCode, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    },
  );

  it('leaves the API as it was', async () => {
    expect((await app.inject({ url: '/api/v1/thing' })).json()).toEqual({ ok: true });
    expect((await app.inject({ url: '/%61pi/v1/thing' })).json()).toEqual({ ok: true });
    expect((await app.inject({ method: 'POST', url: '/cases' })).statusCode).toBe(404);
  });
});

it('takes no request of the API from anybody', async () => {
  const app = await start(join(folder, 'web'), { callerPerMinute: 100, addressPerMinute: 3 });
  const ask = async (url: string) => (await app.inject({ url })).statusCode;
  for (let i = 0; i < 3; i += 1) expect(await ask('/assets/main-1a2b.js')).toBe(200);
  expect(await ask('/')).toBe(429);
  for (let i = 0; i < 3; i += 1) expect(await ask('/api/v1/thing')).toBe(200);
  expect(await ask('/api/v1/thing')).toBe(429);
  expect(await ask('/api/v1/nothing')).toBe(429);
});

it('says so where it was not built', async () => {
  const app = await start(join(folder, 'nowhere'));
  const { statusCode, headers, body } = await app.inject({ url: '/' });
  expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
    503,
    'text/html; charset=utf-8',
    'no-store',
  ]);
  expect(body).toContain('The web application is not in this build');
  expect((await app.inject({ url: '/sw.js' })).statusCode).toBe(404);
  expect((await app.inject({ url: '/api/v1/thing' })).statusCode).toBe(200);
});
