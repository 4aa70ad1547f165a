import { Controller, Get, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { CanActivate, ExecutionContext, LoggerService } from '@nestjs/common';
import { Policy, type CallerRequest } from '#access';
import { createHttpApplication } from './application.js';
import { CallerLimitGuard } from './caller-limit.guard.js';
import { type Limits, noLimits } from './limits.js';

const silent: LoggerService = { log: () => undefined, warn: () => undefined, error: () => undefined };
const apps: NestFastifyApplication[] = [];
afterAll(() => Promise.all(apps.map((app) => app.close())));

@Controller()
@Policy('public')
class Routes {
  @Get('thing')
  thing(): object {
    return { ok: true };
  }

  @Get('live')
  live(): object {
    return { ok: true };
  }
}

@Controller('health')
@Policy('public')
class Health {
  @Get('live')
  live(): string {
    return 'ok';
  }
}

/** In the place of the access guard: the header says who it is. */
class SaysWho implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<CallerRequest & { headers: Record<string, string> }>();
    const user = request.headers['x-user'];
    if (user) request.caller = { user, organisationId: 'o', roles: ['analyst'] };
    return true;
  }
}

@Module({
  controllers: [Routes, Health],
  providers: [
    { provide: APP_GUARD, useClass: SaysWho },
    { provide: APP_GUARD, useClass: CallerLimitGuard },
  ],
})
class Root {}

async function start(
  options: { limits?: Limits; origins?: string[]; httpsOnly?: boolean; trustedProxies?: string[] } = {},
): Promise<NestFastifyApplication> {
  const app = await createHttpApplication(
    { module: Root },
    { logger: silent, mode: 'demonstration', country: 'KG', limits: noLimits, ...options },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  apps.push(app);
  return app;
}

describe('every answer, also of an error', () => {
  it.each(['/api/v1/thing', '/api/v1/nothing', '/health/live'])('%s carries the security headers', async (url) => {
    const app = await start();
    const { headers } = await app.inject({ method: 'GET', url });
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('that no route and no hook sees is kept out of caches and pages as well', async () => {
    const app = await start();
    const { statusCode, headers } = await app.inject({ url: '/api/v1/%E0%A4%A' });
    expect(statusCode).toBe(400);
    expect(headers).toMatchObject({
      'tirek-mode': 'demonstration',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
  });

  it('tells a browser to come by https only, where that is so', async () => {
    const app = await start({ httpsOnly: true });
    const { headers } = await app.inject({ url: '/api/v1/thing', headers: { 'x-forwarded-proto': 'https' } });
    expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  });

  it('lets the page of the description load its own script, and no other', async () => {
    const app = await start();
    const { headers } = await app.inject({ url: '/api/v1/docs' });
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('scripts of other sites', () => {
  const preflight = (app: NestFastifyApplication, origin: string) =>
    app.inject({
      method: 'OPTIONS',
      url: '/api/v1/thing',
      headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
    });

  it('may not call the API', async () => {
    const app = await start();
    const asked = await preflight(app, 'https://elsewhere.example');
    const { headers } = await app.inject({ url: '/api/v1/thing', headers: { origin: 'https://elsewhere.example' } });
    expect(asked.statusCode).toBe(404);
    for (const answer of [asked.headers, headers]) expect(answer).not.toHaveProperty('access-control-allow-origin');
  });

  it('may when their origin is named, and without cookies', async () => {
    const app = await start({ origins: ['https://portal.example'] });
    const asked = await preflight(app, 'https://portal.example');
    expect(asked.headers['access-control-allow-origin']).toBe('https://portal.example');
    expect(asked.headers).not.toHaveProperty('access-control-allow-credentials');
    const other = await preflight(app, 'https://portal.example.evil');
    expect(other.headers['access-control-allow-origin']).not.toBe('https://portal.example.evil');
  });
});

describe('more requests than a minute allows', () => {
  const ask = async (app: NestFastifyApplication, headers: Record<string, string> = {}, url = '/api/v1/thing') =>
    (await app.inject({ url, headers })).statusCode;

  it('are refused by address, with the time to wait, and others are answered', async () => {
    const app = await start({ limits: { callerPerMinute: 100, addressPerMinute: 3 }, trustedProxies: ['loopback'] });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let i = 0; i < 3; i += 1) expect(await ask(app, from('192.0.2.1'))).toBe(200);
    const refused = await app.inject({ url: '/api/v1/thing', headers: from('192.0.2.1') });
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ type: 'urn:tirek:problem:too-many-requests', status: 429 });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(await ask(app, from('192.0.2.1'), '/api/v1/nothing')).toBe(429);
    expect(await ask(app, from('192.0.2.2'))).toBe(200);
    expect(await ask(app, from('192.0.2.1'), '/health/live')).toBe(200);
  });

  it('are counted by the address that sends them when no proxy is trusted, whatever it writes', async () => {
    const app = await start({ limits: { callerPerMinute: 100, addressPerMinute: 3 } });
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await ask(app, { 'x-forwarded-for': `192.0.2.${i}` }));
    expect(answers).toEqual([200, 200, 200, 429]);
  });

  it('are refused to one caller, from wherever, and not to another', async () => {
    const app = await start({ limits: { callerPerMinute: 2, addressPerMinute: 100 } });
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await ask(app, { 'x-user': 'one' }));
    expect(answers).toEqual([200, 200, 429]);
    expect(await ask(app, { 'x-user': 'two' })).toBe(200);
  });
});
