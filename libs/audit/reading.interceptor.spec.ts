import { setTimeout as pause } from 'node:timers/promises';
import {
  Body,
  Controller,
  Get,
  Injectable,
  Module,
  Post,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Policy, type CallerRequest, type ReadKind } from '#access';
import { EventStoreUnavailable, type EventStore } from '#event-store';
import { derivedId, Problem, type NewEvent } from '#kernel';
import { ProblemFilter } from '../http/problem.filter.js';
import { READ_LOG } from './read-log.js';
import { ReadLogModule } from './read-log.module.js';
import { CurrentReading, type Reading } from './reading.js';
import type { CasesReadData } from './reads.events.js';

const [organisationId, one, other] = ['organisation', 'one', 'other'].map((name) => derivedId(name)) as [
  string,
  string,
  string,
];
const roles = ['ngo-caseworker'] as const;
const decides = (reads?: ReadKind) => Policy({ roles, ...(reads ? { reads } : {}) });

@Controller('people')
class People {
  @Get('case/:caseId')
  @decides('Case')
  file(@CurrentReading() reading: Reading): string {
    reading.tells([one], ['Needs', 'Contact']);
    return 'her story';
  }
  @Get('list')
  @decides('List')
  list(@CurrentReading() reading: Reading): string {
    reading.tells([one, other]);
    return 'two cases';
  }
  @Get('empty')
  @decides('List')
  empty(): string {
    return 'no cases';
  }
  @Post('search')
  @decides('Search')
  search(@Body() { name }: { name: string }, @CurrentReading() reading: Reading): string {
    reading.tells([other]);
    return `somebody called ${name}`;
  }
  @Get('export')
  @decides('Export')
  export(@CurrentReading() reading: Reading): string {
    reading.tells([one], ['Identity']);
    return 'rows';
  }
  @Get('figures')
  @decides('Figures')
  figures(): string {
    return '2';
  }
  @Get('nothing')
  @decides('Nothing')
  nothing(): string {
    return 'about nobody';
  }
  @Post('write')
  @decides()
  write(): string {
    return 'written';
  }
  @Get('public')
  @Policy('public')
  everybody(): string {
    return 'everybody';
  }
  @Get('refused')
  @decides('Case')
  refused(@CurrentReading() reading: Reading): string {
    reading.tells([one], ['Needs']);
    throw new Problem('wrong-state', 'Not now.');
  }
  @Get('forgotten')
  @decides('Case')
  forgotten(): string {
    return 'her story, of which nobody took note';
  }
  @Get('secretly')
  @decides('Figures')
  secretly(@CurrentReading() reading: Reading): string {
    reading.tells([one]);
    return 'more than figures';
  }
}

/** In place of the access guard: somebody is in. */
@Injectable()
class SomebodyIsIn implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    request.caller = { user: 'aigul', organisationId, roles };
    request.actingRole = 'ngo-caseworker';
    request.purpose = 'Assistance';
    return true;
  }
}

/** A log whose disk a test can stop. */
class Log {
  readonly stored: NewEvent[] = [];
  /** What an append waits for. */
  until: Promise<void> | undefined;
  fails: Error | undefined;
  async append(stream: string, _: number, [event]: readonly NewEvent[]): Promise<object> {
    await this.until;
    if (this.fails) throw this.fails;
    expect(stream).toBe(`read-${(event!.data as CasesReadData).readId}`);
    this.stored.push(event!);
    return { outcome: 'appended', position: this.stored.length, revision: 0, recordedAt: '' };
  }
}

let log: Log;
let app: NestFastifyApplication;
beforeEach(async () => {
  log = new Log();
  const provided = [{ provide: READ_LOG, useValue: log as unknown as EventStore }];
  @Module({})
  class Globals {}
  @Module({})
  class Root {}
  app = await NestFactory.create<NestFastifyApplication>(
    {
      module: Root,
      imports: [{ module: Globals, global: true, providers: provided, exports: [READ_LOG] }, ReadLogModule],
      controllers: [People],
      providers: [{ provide: APP_GUARD, useClass: SomebodyIsIn }],
    },
    new FastifyAdapter(),
    { logger: false },
  );
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
});
afterEach(() => app.close());

const get = (path: string) => app.inject({ url: `/people/${path}` });
const told = () => log.stored.map(({ data }) => data as CasesReadData);

describe('a read', () => {
  it('is recorded with who, how, what for, and of which cases, before it is answered', async () => {
    expect((await get(`case/${one}`)).body).toBe('her story');
    expect(log.stored).toEqual([
      {
        eventId: expect.any(String),
        type: 'CasesRead',
        schemaVersion: 1,
        occurredAt: expect.any(String),
        data: {
          readId: log.stored[0]!.eventId,
          kind: 'Case',
          route: 'GET /people/case/:caseId',
          purpose: 'Assistance',
          cases: [{ caseId: one, fieldGroups: ['Contact', 'Needs'] }],
        },
        metadata: expect.objectContaining({
          actor: { user: 'aigul', organisation: organisationId, role: 'ngo-caseworker' },
        }),
      },
    ]);
  });

  it('of a list is one that names its cases, also when it names none', async () => {
    await get('list');
    await get('empty');
    expect(told().map(({ kind, cases }) => [kind, cases.map(({ caseId }) => caseId)])).toEqual([
      ['List', [one, other]],
      ['List', []],
    ]);
  });

  it('by a search says what was found, not what was looked for', async () => {
    const answer = await app.inject({ method: 'POST', url: '/people/search', payload: { name: 'Айпери' } });
    expect(answer.body).toContain('Айпери');
    expect(told()).toMatchObject([{ kind: 'Search', cases: [{ caseId: other, fieldGroups: [] }] }]);
    expect(JSON.stringify(log.stored)).not.toContain('Айпери');
  });

  it('by an export is one as well', async () => {
    await get('export');
    expect(told()).toMatchObject([{ kind: 'Export', cases: [{ caseId: one, fieldGroups: ['Identity'] }] }]);
  });

  it.each(['figures', 'nothing', 'public'])('is not what tells of no person: %s', async (path) => {
    expect((await get(path)).statusCode).toBe(200);
    expect(log.stored).toEqual([]);
  });

  it('is not a write that answers with ids, nor a refusal, whatever was opened on the way to it', async () => {
    expect((await app.inject({ method: 'POST', url: '/people/write' })).body).toBe('written');
    expect((await get('refused')).statusCode).toBe(409);
    expect(log.stored).toEqual([]);
  });
});

describe('an answer', () => {
  it('does not leave before its read is stored, and leaves then', async () => {
    const { promise, resolve: stored } = Promise.withResolvers<void>();
    log.until = promise;
    const answered = { yet: false };
    const answer = get(`case/${one}`).finally(() => (answered.yet = true));
    await pause(200);
    expect(answered.yet).toBe(false);
    stored();
    expect((await answer).body).toBe('her story');
  });

  const away = new EventStoreUnavailable('away');
  it.each([away, new Error('the disk is full')])('does not leave when its read cannot be stored: %s', async (error) => {
    log.fails = error;
    const answer = await get(`case/${one}`);
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json()).toMatchObject({ type: 'urn:tirek:problem:not-ready', status: 503 });
    expect(answer.body).not.toContain('story');
    log.fails = undefined;
    expect((await get(`case/${one}`)).body).toBe('her story');
  });

  it.each(['forgotten', 'secretly'])('of a route that did not note what it tells is ours to mend: %s', async (path) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toMatch(/story|figures/);
    expect(log.stored).toEqual([]);
  });
});
