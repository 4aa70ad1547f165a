import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type AccessOptions,
  type Caller,
  demonstrationToken,
  demonstrationUsers,
  demonstrationVerifier,
  type Members,
  RecordedMembers,
} from '#access';
import { countryPack } from '#country';
import { EventCatalogue, type EventStore, foundStore, PostgresEventStore, readsLog, StoreFounded } from '#event-store';
import { createHttpApplication, noLimits } from '#http';
import { localDate, type RecordedEvent } from '#kernel';
import { type Database, migrate } from '#postgres';
import { type KeyRing, openKeyRing } from '#privacy';
import { ProjectionRunners } from '#projections';
import { migrations } from '#service';
import { TirekModule } from '../../apps/tirek/tirek.module.js';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { Casework } from './casework.js';
import { seedDemonstration } from './demonstration.js';
import { nrmEvents } from './subjects.js';

/** Everything that was logged, as one text to look for values in. */
class KeptLog implements LoggerService {
  text = '';
  private readonly keep = (...parts: unknown[]): void => {
    this.text += `${parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}\n`;
  };
  log = (): void => undefined;
  warn = this.keep;
  error = this.keep;
  fatal = this.keep;
}

/** What a test sees of an answer. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  // the tests look into bodies of many shapes, and fail when the shape is another
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly position: string;
}

/** How a request differs from an ordinary one: its headers are laid over the usual ones, undefined takes one away. */
export interface RequestOptions {
  readonly key?: string;
  readonly after?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** The body as it goes over the wire, instead of JSON. */
  readonly raw?: string | Buffer;
}

const country = countryPack('kg');

/** The local date of the country some days ago; negative: in days to come. */
export const daysAgo = (days: number): string => localDate(new Date(Date.now() - days * 86_400_000), country.timeZone);

/** The demonstration user with this name. */
export function userNamed(name: string): Caller {
  const found = demonstrationUsers.find(({ user }) => user === name);
  if (!found) throw new Error(`no demonstration user is called ${name}`);
  return found;
}

export const organisationOf = (user: string): string => userNamed(user).organisationId;

/** Members who are recorded, and callers of a test's own, whom nobody invited. */
const withMadeUp = (recorded: Members): Members => ({
  kept: recorded.kept,
  admit: async (caller) =>
    demonstrationUsers.some(({ user }) => user === caller.user) ? recorded.admit(caller) : caller,
  mayBeOf: (user, organisationId) => recorded.mayBeOf(user, organisationId),
  signOutEverywhere: (user) => recorded.signOutEverywhere(user),
});

/** How a test's application tells who is asking, and what another way of telling may need. */
interface UsualAccess extends AccessOptions {
  readonly database: Database;
  readonly keyRing: KeyRing;
}

/** What an application leaves behind when it halts. */
interface Remains {
  readonly database: TestDatabase;
  readonly home: string;
}

/**
 * The whole application in this process, with the demonstration organisations, on a database of its own or on what
 * another left, and on the event store that `openStore` opens: the database's own. `accessOn`: what else than the
 * demonstration tokens says who is asking.
 */
export async function startApplication(
  left?: Remains,
  openStore: (database: TestDatabase) => Promise<EventStore> = ({ url }) => PostgresEventStore.open({ url }),
  accessOn: (usual: UsualAccess) => Partial<AccessOptions> = () => ({}),
) {
  /** The callers of the test's own, by their tokens. */
  const madeUp = new Map<string, Caller>();
  const database = left?.database ?? (await testDatabase({ max: 16, migrations }));
  const home = left?.home ?? mkdtempSync(join(tmpdir(), 'tirek-application-'));
  await migrate(database.pool, migrations);
  const keyRing = await openKeyRing({ pool: database.pool, home, masterKeyFile: join(home, 'keys', 'master.key') });
  const store = await openStore(database);
  const readLog = await PostgresEventStore.open({ url: database.url, log: readsLog });
  await foundStore(store, { mode: 'demonstration', country: 'KG' });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const demonstration = demonstrationVerifier(publicKey);
  /** Knows of a caller of the test's own what no demonstration token says. */
  const verifier = {
    verify: async (token: string) => {
      const caller = await demonstration.verify(token);
      return caller && { ...caller, ...madeUp.get(token) };
    },
  };
  const usual = { verifier, members: withMadeUp(new RecordedMembers(database.pool, true, 1_000)) };
  const catalogue = new EventCatalogue([...nrmEvents, StoreFounded]);
  const logger = new KeptLog();
  const app: NestFastifyApplication = await createHttpApplication(
    TirekModule.on({
      home,
      mode: 'demonstration',
      quickExitUrl: 'https://www.wikipedia.org/',
      database: database.pool,
      store,
      readLog,
      checkpointFolder: join(home, 'checkpoints'),
      catalogue,
      keyRing,
      country,
      access: { ...usual, ...accessOn({ ...usual, database: database.pool, keyRing }) },
    }),
    { logger, mode: 'demonstration', country: country.code, limits: noLimits },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const casework = app.get(Casework, { strict: false });
  const seeded = await seedDemonstration(casework);
  await app.get(ProjectionRunners, { strict: false }).get('members').waitFor(seeded, 10_000);
  const tokens = new Map<string, string>();

  const tokenOf = async (who: string | Caller): Promise<string> => {
    const caller = typeof who === 'string' ? userNamed(who) : who;
    const name = JSON.stringify(caller);
    const token = tokens.get(name) ?? (await demonstrationToken(caller, privateKey));
    tokens.set(name, token);
    if (typeof who !== 'string') madeUp.set(token, who);
    return token;
  };

  /** One request; `who` is a demonstration user, a caller of the test's own, or null for nobody. */
  async function call(
    who: string | Caller | null,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    { key = randomUUID(), after, headers, raw }: RequestOptions = {},
  ): Promise<Answer> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const sent = {
      ...(who ? { authorization: `Bearer ${await tokenOf(who)}` } : {}),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': key } : {}),
      ...(after ? { 'tirek-after': after, prefer: 'wait=5' } : {}),
      ...headers,
    };
    const answer = await app.inject({
      method,
      url: path.startsWith('/health') ? path : `/api/v1${path}`,
      headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)) as Record<
        string,
        string
      >,
      ...(payload === undefined ? {} : { payload }),
    });
    const type = answer.headers['content-type'] ?? '';
    return {
      status: answer.statusCode,
      type,
      body: type.includes('json') ? answer.json() : answer.body,
      headers: answer.headers,
      position: String(answer.headers['tirek-position'] ?? ''),
    };
  }

  return {
    app,
    casework,
    catalogue,
    home,
    logger,
    store,
    readLog,
    pool: database.pool,
    tokenOf,
    call,
    get: (who: string | Caller | null, path: string, options?: RequestOptions) =>
      call(who, 'GET', path, undefined, options),
    post: (who: string | Caller | null, path: string, body: unknown, options?: RequestOptions) =>
      call(who, 'POST', path, body, options),
    /** Every event in the store. */
    events: (): Promise<RecordedEvent[]> => store.readAll(0, 100_000),
    /** Stops it, and leaves its data for another one to start on. */
    async halt(): Promise<Remains> {
      await app.close();
      await keyRing.close();
      await store.close();
      await readLog.close();
      return { database, home };
    },
    async stop(): Promise<void> {
      await app.close();
      await keyRing.close();
      await store.close();
      await readLog.close();
      await database.drop();
      rmSync(home, { recursive: true });
    },
  };
}

export type Application = Awaited<ReturnType<typeof startApplication>>;

/** A presumed victim as an officer would log her. */
export const intake = (changes: object = {}) => ({
  caseId: randomUUID(),
  entryChannel: 'Police',
  identifiedOn: daysAgo(1),
  region: 'KG-GO',
  ageGroup: 'Adult',
  gender: 'Feminine',
  citizenships: ['KG'],
  exploitation: ['ForcedLabour'],
  countriesOfExploitation: ['TR'],
  person: { name: 'Айпери Токтогулова', birthDate: '1999-02-11', phone: '+996700000001' },
  narrative: 'Returned from abroad; wages withheld for seven months.',
  ...changes,
});

/** The body of a refused request that names these fields and nothing else. */
export const naming = (...pointers: string[]) => ({
  errors: pointers.map((pointer) => expect.objectContaining({ pointer })),
});

/** Takes a case some way along the usual path, and fails when a step is refused. */
export class Path {
  caseId = '';
  consentId = '';
  referralId = '';
  /** Position of the last step. */
  position = '';

  constructor(
    private readonly on: Application,
    readonly officer = 'police.osh',
    readonly worker = 'ngo.shelter-osh',
  ) {}

  async step(who: string, path: string, body: object): Promise<Answer> {
    const answer = await this.on.post(who, path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.position = answer.position;
    return answer;
  }

  async logged(changes: object = {}): Promise<this> {
    this.caseId = (await this.step(this.officer, '/cases', intake(changes))).body.caseId;
    return this;
  }

  async consented(fieldGroups: string[] = ['Contact', 'Needs'], who = this.officer, to = this.worker): Promise<this> {
    const answer = await this.step(who, `/cases/${this.caseId}/consents`, {
      purpose: 'Referral',
      recipients: [organisationOf(to)],
      fieldGroups,
      language: 'ky',
      givenOn: daysAgo(0),
    });
    this.consentId = answer.body.consentId;
    return this;
  }

  /** Sends a referral on the last consent, or as `changes` say. */
  async referred(changes: object = {}, who = this.officer): Promise<this> {
    const answer = await this.step(who, '/referrals', {
      caseId: this.caseId,
      to: organisationOf(this.worker),
      services: ['Shelter'],
      fieldGroups: ['Contact', 'Needs'],
      ...(this.consentId ? { basis: { consentId: this.consentId } } : {}),
      ...changes,
    });
    this.referralId = answer.body.referralId;
    return this;
  }

  async accepted(): Promise<this> {
    await this.step(this.worker, `/referrals/${this.referralId}/acceptance`, {});
    return this;
  }

  async arrived(): Promise<this> {
    await this.step(this.worker, `/referrals/${this.referralId}/handover`, { on: daysAgo(0) });
    return this;
  }

  async completed(): Promise<this> {
    await this.step(this.worker, `/referrals/${this.referralId}/completion`, {
      outcome: 'Successful',
      on: daysAgo(0),
    });
    return this;
  }

  async closed(): Promise<this> {
    await this.step(this.worker, `/cases/${this.caseId}/closure`, { reason: 'Reintegrated', on: daysAgo(0) });
    return this;
  }

  /** From the first step to the arrival at the shelter. */
  async atShelter(): Promise<this> {
    return await (await (await (await (await this.logged()).consented()).referred()).accepted()).arrived();
  }

  /** The case as a user reads it after the last step. */
  async seenBy(who: string, query = ''): Promise<Answer> {
    return this.on.get(who, `/cases/${this.caseId}${query}`, { after: this.position });
  }
}
