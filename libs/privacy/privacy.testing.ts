import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventCatalogue } from '#event-store';
import { derivedId, type NewEvent, timeOrderedId } from '#kernel';
import { identificationEvents } from '#nrm/identification';
import { rehabilitationEvents } from '#nrm/rehabilitation';
import { subscriberMigrations } from '#messaging';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { type KeyRing, openKeyRing } from './key-ring.js';
import { privacyMigrations } from './schema.js';

export const catalogue = new EventCatalogue([...identificationEvents, ...rehabilitationEvents]);

/** A store's keys in a database and a folder of a test's own. */
export interface TestKeys extends TestDatabase {
  readonly home: string;
  readonly masterKeyFile: string;
  readonly ring: KeyRing;
}

export async function testKeys(): Promise<TestKeys> {
  const database = await testDatabase({ migrations: [...subscriberMigrations, ...privacyMigrations] });
  const home = mkdtempSync(join(tmpdir(), 'tirek-keys-'));
  const masterKeyFile = join(home, 'keys', 'master.key');
  const ring = await openKeyRing({ pool: database.pool, home, masterKeyFile });
  return {
    ...database,
    home,
    masterKeyFile,
    ring,
    async drop() {
      await ring.close();
      await database.drop();
      rmSync(home, { recursive: true });
    },
  };
}

/** An event of case `name`, as a handler makes it; only what sealing looks at is meaningful. */
export function eventOf(type: string, name: string, data: object): NewEvent {
  return {
    eventId: timeOrderedId(),
    type,
    schemaVersion: 1,
    occurredAt: '2026-11-21',
    data: { caseId: caseOf(name), ...data },
    metadata: {
      actor: { user: 'police.osh', organisation: derivedId('police'), role: 'PoliceOfficer' },
      commandId: timeOrderedId(),
      correlationId: timeOrderedId(),
      causationId: timeOrderedId(),
      exercise: true,
    },
  };
}

export const caseOf = (name: string): string => derivedId('case', name);
