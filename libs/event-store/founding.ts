import { Type } from 'typebox';
import { defineEvent, derivedId, timeOrderedId, type EventOf } from '#kernel';
import { noStream, type EventStore } from './event-store.js';

/** The first event of every store: whether it is for demonstration or real, and of which country, for ever. */
export const StoreFounded = defineEvent('StoreFounded', {
  mode: Type.Unsafe<StoreMode>({ type: 'string', enum: ['demonstration', 'production'] }),
  /** ISO 3166-1 alpha-2: case numbers begin with it, and dates are of its time zone. */
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
});
export type StoreMode = 'demonstration' | 'production';
/** What a store is from its first event on. */
export type Founding = EventOf<typeof StoreFounded>['data'];

const stream = 'store';

async function founding(store: EventStore): Promise<Founding | undefined> {
  const [founded] = await store.readStream(stream);
  return founded?.data as Founding | undefined;
}

/** Founds an empty store. Returns what it is, which differs when it was founded otherwise. */
export async function foundStore(store: EventStore, asked: Founding): Promise<Founding> {
  const founded = await founding(store);
  if (founded) return founded;
  const commandId = derivedId('found-store');
  await store.append(stream, noStream, [
    {
      eventId: timeOrderedId(),
      type: StoreFounded.type,
      schemaVersion: StoreFounded.version,
      occurredAt: new Date().toISOString(),
      data: asked,
      metadata: {
        actor: { user: 'tirek', organisation: derivedId('installation'), role: 'process' },
        commandId,
        correlationId: commandId,
        causationId: commandId,
        exercise: false,
      },
    },
  ]);
  // Another process may have founded it first: what is stored counts.
  return (await founding(store)) ?? asked;
}
