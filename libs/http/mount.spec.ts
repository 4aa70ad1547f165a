import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Module, type LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Policy } from '#access';
import { createHttpApplication } from './application.js';
import { type Limits, noLimits } from './limits.js';
import type { Mount } from './mount.js';

const silent: LoggerService = { log: () => undefined, warn: () => undefined, error: () => undefined };
const apps: NestFastifyApplication[] = [];
afterAll(() => Promise.all(apps.map((app) => app.close())));

@Controller('thing')
@Policy('public')
class Routes {
  @Get()
  thing(): object {
    return { ok: true };
  }
}

@Module({ controllers: [Routes] })
class Root {}

/** Answers with what reached it. */
const mount: Mount = {
  path: '/pages',
  async handle(request: IncomingMessage, response: ServerResponse, address: string) {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const { method, url } = request;
    response.setHeader('content-security-policy', "default-src 'self'");
    response.end(JSON.stringify({ method, url, address, body: Buffer.concat(parts).toString() }));
  },
};

async function start(options: { limits?: Limits; httpsOnly?: boolean; trustedProxies?: string[] } = {}) {
  const app = await createHttpApplication(
    { module: Root },
    { logger: silent, mode: 'demonstration', country: 'KG', limits: noLimits, mounts: [mount], ...options },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  apps.push(app);
  return app;
}

describe('what is mounted', () => {
  it.each(['/pages', '/pages/', '/pages/a/b?c=d', '/pages?c=d'])('answers %s by itself', async (url) => {
    const app = await start();
    expect((await app.inject({ url })).json()).toMatchObject({ method: 'GET', url });
  });

  it.each(['/page', '/pagesof', '/api/v1/thing', '/api/v1/pages', '//pages/a', '/PAGES', '/?/pages/'])(
    'does not see %s',
    async (url) => {
      const app = await start();
      const { statusCode, headers } = await app.inject({ url });
      expect(statusCode).toBe(url === '/api/v1/thing' ? 200 : 404);
      expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
    },
  );

  it('reads the body itself, of whatever kind', async () => {
    const app = await start();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.inject({ method: 'POST', url: '/pages/a', headers, payload: 'user=u&step=s' });
    expect(answer.json()).toMatchObject({ method: 'POST', body: 'user=u&step=s' });
  });

  it('answers with the headers of every answer, and its own in their place', async () => {
    const app = await start();
    const { headers } = await app.inject({ url: '/pages/a' });
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'cache-control': 'no-store',
      'tirek-mode': 'demonstration',
    });
  });

  it('is told the address that a trusted proxy names, and of nobody else', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.1' };
    const behindProxy = await start({ trustedProxies: ['loopback'] });
    expect((await behindProxy.inject({ url: '/pages', headers })).json()).toMatchObject({ address: '192.0.2.1' });
    const alone = await start();
    expect((await alone.inject({ url: '/pages', headers })).json()).toMatchObject({ address: '127.0.0.1' });
  });

  it('is behind the limits', async () => {
    const app = await start({ limits: { callerPerMinute: 100, addressPerMinute: 2 } });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await app.inject({ url: '/pages/a' })).statusCode);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('is answered over https only, where that is so, health or not', async () => {
    const app = await start({ httpsOnly: true });
    expect((await app.inject({ url: '/pages/health/live' })).statusCode).toBe(403);
    const headers = { 'x-forwarded-proto': 'https' };
    expect((await app.inject({ url: '/pages/a', headers })).statusCode).toBe(200);
  });
});
