import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpException,
  Module,
  Post,
  type LoggerService,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { Policy } from '#access';
import { EventStoreUnavailable } from '#event-store';
import { Problem } from '#kernel';
import { createHttpApplication } from './application.js';
import { noLimits } from './limits.js';
import { IsCountryCode, IsLocalDate, IsRegionCode, isCountryCode } from './request-fields.js';

const secret = 'Aiperi-Toktogulova';

class Inner {
  @IsString() text: string;
}
class Everything {
  @IsOptional() @IsInt() number?: number;
  @IsOptional() @IsString() @Length(1, 3) short?: string;
  @IsOptional() @IsLocalDate() on?: string;
  @IsOptional() @IsCountryCode() country?: string;
  @IsOptional() @IsArray() @IsCountryCode({ each: true }) countries?: string[];
  @IsOptional() @IsRegionCode() region?: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => Inner) inner?: Inner;
  @IsOptional() @IsArray() @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => Inner) list?: Inner[];
}

/** What a route may throw. */
const thrown: Record<string, () => unknown> = {
  problem: () =>
    new Problem('stale', 'It changed.', [{ pointer: '/a', detail: 'b' }], {
      members: { etag: '"7"' },
      headers: { 'retry-after': '3' },
    }),
  error: () => new Error(secret),
  database: () =>
    Object.assign(new Error(`invalid input syntax for type uuid: "${secret}"`), {
      code: '22P02',
      detail: secret,
      parameters: [secret],
    }),
  text: () => secret,
  nothing: () => undefined,
  nest: () => new BadRequestException(secret),
  teapot: () => new HttpException(secret, 418),
  unavailable: () => new HttpException(secret, 500),
  'store-away': () => new EventStoreUnavailable(secret),
  'database-stops': () => Object.assign(new Error(secret), { code: '57P01' }),
  'connection-lost': () => new Error('Connection terminated unexpectedly'),
};

@Controller()
@Policy('public')
class Routes {
  @Post('check')
  check(@Body() body: Everything): Everything {
    return body;
  }
}
for (const [name, error] of Object.entries(thrown)) {
  class Throwing {
    fail(): never {
      // oxlint-disable-next-line typescript/only-throw-error
      throw error();
    }
  }
  Object.defineProperty(Routes.prototype, name, { value: Throwing.prototype.fail });
  Get(name)(Routes.prototype, name, Object.getOwnPropertyDescriptor(Routes.prototype, name)!);
}

@Module({ controllers: [Routes] })
class Root {}

let app: NestFastifyApplication;
let log: string;
beforeAll(async () => {
  const keep = (...parts: unknown[]) => void (log += JSON.stringify(parts));
  const logger: LoggerService = { log: () => undefined, warn: keep, error: keep, fatal: keep };
  app = await createHttpApplication(
    { module: Root },
    { logger, mode: 'demonstration', country: 'KG', limits: noLimits },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());
beforeEach(() => {
  log = '';
});

async function get(path: string) {
  const answer = await app.inject({ url: `/api/v1/${path}` });
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    headers: answer.headers,
    body: answer.json(),
  };
}
async function check(body: object) {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/check', payload: body });
  return { status: answer.statusCode, errors: answer.json().errors as { pointer: string; detail: string }[] };
}
const pointers = async (body: object) => (await check(body)).errors?.map(({ pointer }) => pointer);

describe('an error', () => {
  it('that is a problem is answered whole', async () => {
    const { status, type, headers, body } = await get('problem?name=Aiperi');
    expect([status, type, headers['retry-after']]).toEqual([412, 'application/problem+json; charset=utf-8', '3']);
    expect(body).toEqual({
      type: 'urn:tirek:problem:stale',
      title: 'Somebody changed it meanwhile',
      status: 412,
      detail: 'It changed.',
      instance: '/api/v1/problem',
      errors: [{ pointer: '/a', detail: 'b' }],
      etag: '"7"',
    });
    expect(log).toBe('');
  });

  it.each(['error', 'database', 'text', 'nothing', 'unavailable'])(
    'of ours (%s) is a 500 without its text, logged without values',
    async (what) => {
      const { status, type, body } = await get(what);
      expect([status, type, body.type]).toEqual([
        500,
        'application/problem+json; charset=utf-8',
        'urn:tirek:problem:internal-error',
      ]);
      expect(JSON.stringify(body)).not.toContain(secret);
      expect(log).not.toContain(secret);
      expect(log).toMatch(/Error|Exception|no error/);
      if (what === 'database') expect(log).toContain('22P02');
      if (what === 'error') expect(log).toContain('http.spec');
    },
  );

  it.each(['store-away', 'database-stops', 'connection-lost'])(
    'of a database that is away (%s) is a 503',
    async (what) => {
      const { status, headers, body } = await get(what);
      expect([status, body.type, headers['retry-after']]).toEqual([503, 'urn:tirek:problem:not-ready', '2']);
      expect(JSON.stringify(body)).not.toContain(secret);
    },
  );

  it.each([
    ['nest', 400],
    ['teapot', 400],
  ])('of Nest (%s) is a problem without its text', async (what, expected) => {
    const { status, type, body } = await get(what);
    expect([status, type]).toEqual([expected, 'application/problem+json; charset=utf-8']);
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(log).toBe('');
  });

  it('of an address that is not there, or cannot be read, is a problem', async () => {
    expect(await get('nowhere')).toMatchObject({ status: 404, body: { type: 'urn:tirek:problem:not-found' } });
    expect(await get('%ZZ')).toMatchObject({ status: 400, body: { type: 'urn:tirek:problem:malformed-request' } });
    expect(await get(`check/${'x'.repeat(5000)}`)).toMatchObject({ status: 404 });
    const outside = await app.inject({ url: '/nowhere' });
    expect([outside.statusCode, outside.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    const method = await app.inject({ method: 'DELETE', url: '/api/v1/check' });
    expect([method.statusCode, method.json().type]).toEqual([404, 'urn:tirek:problem:not-found']);
  });

  it('is marked like every answer', async () => {
    for (const path of ['problem', 'nowhere', 'error']) {
      expect((await get(path)).headers).toMatchObject({
        'tirek-mode': 'demonstration',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
    }
  });
});

describe('a wrong field', () => {
  it('is named by its pointer, at any depth', async () => {
    expect(await pointers({ number: 'x', inner: { text: 7 }, list: [{ text: 'a' }, { text: 7, other: 1 }] })).toEqual([
      '/number',
      '/inner/text',
      '/list/1/other',
      '/list/1/text',
    ]);
    expect(await pointers({ surprise: 1, 'a/b': 1, 'c~d': 1 })).toEqual(['/surprise', '/a~1b', '/c~0d']);
  });

  it('says what is wrong and never the value', async () => {
    const { errors } = await check({ on: secret, country: secret, region: secret, number: secret, inner: secret });
    expect(errors).toHaveLength(5);
    expect(JSON.stringify(errors)).not.toContain(secret);
    for (const { detail } of errors) expect(detail.length).toBeGreaterThan(10);
  });

  it('is told the first rule that it breaks, what kind of value before its size, in a sentence without its name', async () => {
    expect((await check({ number: 1.5, on: 'x', short: 7, inner: {}, list: ['a'], surprise: 1 })).errors).toEqual([
      { pointer: '/surprise', detail: 'is not a field of this request' },
      { pointer: '/number', detail: 'must be an integer number' },
      { pointer: '/short', detail: 'must be a string' },
      { pointer: '/on', detail: 'must be a date, YYYY-MM-DD' },
      { pointer: '/inner/text', detail: 'is required' },
      { pointer: '/list', detail: 'each value must be an object' },
      { pointer: '/list/0', detail: 'each value must be either object or array' },
    ]);
    expect((await check({ short: 'abcd', countries: ['kg'] })).errors).toEqual([
      { pointer: '/short', detail: 'must be shorter than or equal to 3 characters' },
      { pointer: '/countries', detail: 'must be ISO 3166-1 alpha-2 in upper case, ZZ for unknown' },
    ]);
  });

  it('is an object or list where another was asked for', async () => {
    expect(await pointers({ inner: [] })).toEqual(['/inner']);
    expect(await pointers({ inner: [{ text: 'a' }] })).toEqual(['/inner']);
    expect(await pointers({ list: { 0: { text: 'a' } } })).toContain('/list');
    expect(await pointers({ list: [[{ text: 'a' }]] })).toContain('/list');
    expect(await pointers({ list: ['a'] })).toContain('/list');
  });

  it('is null, U+0000, half a surrogate pair, what every object inherits, or too deep', async () => {
    expect(await pointers({ number: null, inner: { text: 'a\0' }, list: [null, { text: '\udc00' }] })).toEqual([
      '/number',
      '/inner/text',
      '/list/0',
      '/list/1/text',
    ]);
    expect(await pointers({ constructor: 1, inner: { text: 'a', isPrototypeOf: 1 } })).toEqual([
      '/constructor',
      '/inner/isPrototypeOf',
    ]);
    expect(await pointers({ inner: [[[[[[[[[[]]]]]]]]]] })).toEqual(['/inner/0/0/0/0/0/0/0']);
  });

  it('is one of fifty at most', async () => {
    expect(await pointers(Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`f${i}`, 1])))).toHaveLength(50);
    expect(await pointers(Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`f${i}`, null])))).toHaveLength(50);
  });
});

describe('the fields of requests', () => {
  it.each([
    ...['KG', 'TJ', 'UZ', 'XK', 'ZZ', 'GB'].map((code) => [code, true]),
    ...['kg', 'KGZ', 'QQ', 'AA', 'K', '', 'K G', 7, null, ['KG']].map((code) => [code, false]),
  ])('country %j: %j', (code, valid) => expect(isCountryCode(code)).toBe(valid));

  it('take what is right', async () => {
    const body = {
      number: 1,
      on: '2024-02-29',
      country: 'XK',
      countries: ['KG', 'ZZ'],
      region: 'KG-GO',
      inner: { text: 'Айпери 😀' },
      list: [{ text: '' }],
    };
    expect(await check(body)).toEqual({ status: 201, errors: undefined });
  });

  it.each<[string, unknown]>([
    ['on', '2023-02-29'],
    ['on', '0000-01-01'],
    ['on', '2024-02-29T00:00:00Z'],
    ['on', ['2024-02-29']],
    ['country', 'kg'],
    ['country', ['KG']],
    ['countries', ['KG', 'qq']],
    ['countries', 'KG'],
    ['region', 'KG'],
    ['region', 'KG-'],
    ['region', 'kg-go'],
    ['region', 'KG-GO\n'],
    ['region', 'KG-OSHX'],
    ['region', 7],
    ['number', 1.5],
    ['number', '1'],
  ])('refuse %s: %j', async (field, value) => {
    expect(await pointers({ [field]: value })).toEqual([`/${field}`]);
  });
});

describe('behind a proxy on another machine', () => {
  @Controller('health')
  @Policy('public')
  class Health {
    @Get('live')
    live(): string {
      return 'ok';
    }
  }
  let behind: NestFastifyApplication;
  beforeAll(async () => {
    behind = await createHttpApplication(
      { module: class {}, controllers: [Routes, Health] },
      {
        logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
        mode: 'production',
        country: 'KG',
        httpsOnly: true,
        limits: noLimits,
      },
    );
    await behind.init();
    await behind.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => behind.close());

  it('a request that did not come to the proxy by https is refused, however it is spelt', async () => {
    for (const [url, headers] of [
      ['/api/v1/check', {}],
      ['/api/v1/check', { 'x-forwarded-proto': 'http' }],
      ['/api/v1/check', { 'x-forwarded-proto': 'https, http' }],
      ['/%61pi/v1/check/', {}],
      ['/health/live/../../api/v1/check', {}],
      ['/api/v1/openapi.json', {}],
      ['/nowhere', {}],
    ] as const) {
      const answer = await behind.inject({ method: 'POST', url, payload: {}, headers });
      expect([url, answer.statusCode, answer.json().detail]).toEqual([
        url,
        403,
        'This installation answers over https only.',
      ]);
    }
  });

  it('one that did is answered, and whether the process lives is told anyway', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    expect((await behind.inject({ method: 'POST', url: '/api/v1/check', payload: {}, headers })).statusCode).toBe(201);
    expect((await behind.inject({ url: '/health/live' })).statusCode).toBe(200);
  });
});
