import { ConsoleLogger, Module, type Type, type ValueProvider } from '@nestjs/common';
import { AccessModule, type Caller, type Role } from '#access';
import { COUNTRY_PACK, countryPack } from '#country';
import { EVENT_STORE, EventCatalogue } from '#event-store';
import { createHttpApplication, noLimits } from '#http';
import type { RecordedEvent } from '#kernel';
import { DATABASE, type Database } from '#postgres';
import { type Projection, ProjectionRunners, projectionsMigrations, ProjectionsModule } from '#projections';
import { anybody } from '../access/members.testing.js';
import { historyCatalogue } from '../projections/history.testing.js';
import { PlayedBackStore } from '../projections/played-back-store.testing.js';
import { testDatabase } from '../postgres/postgres.testing.js';

/** Somebody of an organisation. */
export const callerOf = (organisationId: string, role: Role, user = 'somebody'): Caller => ({
  user,
  organisationId,
  roles: [role],
});

const tokenOf = (caller: Caller) => Buffer.from(JSON.stringify(caller)).toString('base64url');

@Module({})
class GlobalModule {}

@Module({})
class ReadSideModule {}

/** One read model with its routes, guard, validation and problems, on a database of its own. */
export async function startReadSide(projection: Projection, module: Type, globals: readonly ValueProvider[] = []) {
  const database = await testDatabase({ migrations: projectionsMigrations });
  const store = new PlayedBackStore();
  const provided = [
    { provide: DATABASE, useValue: database.pool },
    { provide: EVENT_STORE, useValue: store },
    { provide: EventCatalogue, useValue: historyCatalogue },
    { provide: COUNTRY_PACK, useValue: countryPack('kg') },
    ...globals,
  ];
  const root = {
    module: ReadSideModule,
    imports: [
      { module: GlobalModule, global: true, providers: provided, exports: provided.map(({ provide }) => provide) },
      // a token that anybody can make: only its reading is left out of these tests
      AccessModule.forRoot({
        verifier: {
          verify: (token: string) => Promise.resolve(JSON.parse(Buffer.from(token, 'base64url').toString()) as Caller),
        },
        members: anybody,
      }),
      ProjectionsModule.forRoot([{ projection }]),
      module,
    ],
  };
  const logger = new ConsoleLogger({ logLevels: ['error', 'fatal'] });
  const app = await createHttpApplication(root, { logger, mode: 'demonstration', country: 'KG', limits: noLimits });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();

  return {
    pool: database.pool,
    /** Waits until the read model has told all of these events. */
    async play(events: readonly RecordedEvent[]): Promise<void> {
      store.put(...events);
      expect(
        await app
          .get(ProjectionRunners)
          .get(projection.name)
          .waitFor(await store.head(), 10_000),
      ).toBe(true);
    },
    async call(caller: Caller, method: 'GET' | 'POST', url: string, body?: object, more: Record<string, string> = {}) {
      const headers = { authorization: `Bearer ${tokenOf(caller)}`, ...more };
      const answer = await app.inject({ method, url: `/api/v1${url}`, headers, ...(body ? { payload: body } : {}) });
      return { status: answer.statusCode, body: answer.json<Record<string, unknown>>(), headers: answer.headers };
    },
    async stop(): Promise<void> {
      await app.close();
      await database.drop();
    },
  };
}

/** The plan of a statement when the planner may use neither a scan of the table nor, if an index gives the order, a sort. */
export async function planByIndex(pool: Database, statement: string, values: readonly unknown[]): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query(
      'BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off',
    );
    const { rows } = await client.query<Record<string, string>>(`EXPLAIN ${statement}`, [...values]);
    await client.query('ROLLBACK');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    client.release();
  }
}

export type ReadSide = Awaited<ReturnType<typeof startReadSide>>;
