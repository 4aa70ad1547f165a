import { Controller, Get, Module, Post, Res, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { isUuid, Problem } from '#kernel';
import { organisationTypes, services } from '#nrm/codes';
import { AccessModule } from './access.module.js';
import { CurrentCaller, oversees, type Caller } from './caller.js';
import { demonstrationOrganisations, demonstrationUsers } from './demonstration.js';
import { anybody } from './members.testing.js';
import { Policy } from './policy.js';
import { careRoles, caseRoles, identifyingRoles, oversightRoles, roles } from './roles.js';

const nobody = { verify: () => Promise.resolve(undefined) };
const officer: Caller = { user: 'nurlan', organisationId: 'x', roles: ['police-officer'] };

async function applicationWith(...controllers: Type[]): Promise<NestFastifyApplication> {
  @Module({})
  class Root {}
  const verifier = { verify: (token: string) => (token === 'officer' ? Promise.resolve(officer) : nobody.verify()) };
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: Root, imports: [AccessModule.forRoot({ verifier, members: anybody })], controllers },
    new FastifyAdapter(),
    { logger: false, abortOnError: false },
  );
  app.useGlobalFilters({
    catch: (error: unknown, host) => {
      const problem = error instanceof Problem ? error : new Problem('internal-error', '');
      void host
        .switchToHttp()
        .getResponse()
        .status(problem.status)
        .headers({ ...problem.extra.headers })
        .send({ type: problem.type });
    },
  });
  return app;
}

describe('a route', () => {
  @Controller('open')
  class Undecided {
    @Get()
    read(): string {
      return '';
    }
  }
  @Controller('half')
  class HalfDecided {
    @Get('decided')
    @Policy({ roles, reads: 'Nothing' })
    decided(): string {
      return '';
    }
    @Get('undecided')
    undecided(): string {
      return '';
    }
  }
  @Controller('silent')
  class Silent {
    @Get()
    @Policy({ roles })
    read(): string {
      return '';
    }
    @Post()
    @Policy({ roles })
    write(): string {
      return '';
    }
  }
  @Controller('hasty')
  @Policy({ roles, reads: 'Export' })
  class Hasty {
    @Get()
    read(@Res() reply: FastifyReply): void {
      void reply.send('');
    }
    @Get('patient')
    readToo(@Res({ passthrough: true }) reply: FastifyReply): string {
      void reply.header('x-patient', 'yes');
      return '';
    }
  }
  @Controller('decided')
  @Policy({ roles: ['police-officer'], reads: 'Nothing' })
  class Decided {
    @Get()
    read(@CurrentCaller() caller: Caller): string {
      return caller.user;
    }
    @Get('administration')
    @Policy({ roles: ['administrator'], reads: 'Nothing' })
    administer(): string {
      return '';
    }
    @Get('public')
    @Policy('public')
    everybody(): string {
      return 'everybody';
    }
    helper(): string {
      return 'no route';
    }
  }

  it.each([
    ['without a policy', Undecided, 'Undecided.read has no policy: declare one with @Policy'],
    ['without one beside one that has', HalfDecided, 'HalfDecided.undecided has no policy: declare one with @Policy'],
    ['that is a GET and does not say what it reads', Silent, 'Silent.read does not say what it reads in its @Policy'],
    [
      'whose answer would leave before it is recorded',
      Hasty,
      'Hasty.read tells of people, so it takes @Res with passthrough only',
    ],
  ])('%s stops the start, by its name', async (_, controller, fault) => {
    const app = await applicationWith(Decided, controller);
    await expect(app.init()).rejects.toThrow(`Routes that must not be reachable: ${fault}.`);
    await app.close();
  });

  it('lets in who its policy names, and nobody else', async () => {
    const app = await applicationWith(Decided);
    await app.init();
    const get = async (url: string, authorization?: string) => {
      const answer = await app.inject({ url, ...(authorization ? { headers: { authorization } } : {}) });
      return [answer.statusCode, answer.headers['www-authenticate']];
    };
    expect(await get('/decided', 'Bearer officer')).toEqual([200, undefined]);
    expect(await get('/decided', 'bearer officer')).toEqual([200, undefined]);
    expect(await get('/decided')).toEqual([401, 'Bearer']);
    expect(await get('/decided', 'Basic officer')).toEqual([401, 'Bearer']);
    expect(await get('/decided', 'Bearer')).toEqual([401, 'Bearer']);
    expect(await get('/decided', 'Bearer stranger')).toEqual([401, 'Bearer error="invalid_token"']);
    expect(await get('/decided/administration', 'Bearer officer')).toEqual([403, undefined]);
    expect(await get('/decided/public')).toEqual([200, undefined]);
    expect(await get('/me')).toEqual([401, 'Bearer']);
    await app.close();
  });
});

describe('the roles', () => {
  it('that work on cases, identify, care and oversee are known, and those who oversee open no file', () => {
    for (const some of [identifyingRoles, careRoles, caseRoles, oversightRoles]) {
      for (const role of some) expect(roles).toContain(role);
    }
    expect(oversightRoles.filter((role) => (caseRoles as readonly string[]).includes(role))).toEqual([]);
    expect(careRoles.filter((role) => !(identifyingRoles as readonly string[]).includes(role))).toEqual([]);
    expect(demonstrationUsers.filter(oversees).map(({ user }) => user)).toEqual(['rapporteur', 'analyst']);
  });
});

describe('the demonstration store', () => {
  it('has the users of the design and a manager, each once, in an organisation that is there and with roles that are', () => {
    expect(demonstrationUsers.map(({ user }) => user)).toEqual(
      (
        'police.osh police.bishkek police.supervisor ngo.shelter-osh ngo.manager-osh ngo.bishkek ' +
        'prosecutor.osh commission.osh ' +
        'child.protection consul labour rapporteur analyst dpo admin'
      ).split(' '),
    );
    const ids = demonstrationOrganisations.map(({ organisationId }) => organisationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { organisationId, roles: granted } of demonstrationUsers) {
      expect(ids).toContain(organisationId);
      expect(granted.length).toBeGreaterThan(0);
      for (const role of granted) expect(roles).toContain(role);
    }
  });

  it('has organisations as the directory takes them, marked as invented', () => {
    for (const { organisationId, name, type, services: offered, regions } of demonstrationOrganisations) {
      expect(isUuid(organisationId)).toBe(true);
      expect(name).toContain('(demonstration)');
      expect(organisationTypes).toContain(type);
      for (const service of offered) expect(services).toContain(service);
      for (const region of regions) expect(region).toMatch(/^KG-[A-Z]{1,2}$/);
    }
  });

  it('has a prosecutor’s office and a commission, for proceedings and decisions', () => {
    const typeOf = (user: string) => {
      const { organisationId } = demonstrationUsers.find((item) => item.user === user)!;
      return demonstrationOrganisations.find((item) => item.organisationId === organisationId)?.type;
    };
    expect(typeOf('prosecutor.osh')).toBe('Prosecution');
    expect(typeOf('commission.osh')).toBe('InteragencyCommission');
    expect(typeOf('police.supervisor')).toBe('LawEnforcement');
  });
});
