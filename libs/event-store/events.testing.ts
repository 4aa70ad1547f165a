import { randomUUID } from 'node:crypto';
import type { NewEvent } from '#kernel';

/** Events of one command, about as large as real ones; each part may be replaced. */
export function someEvents(
  count = 1,
  { commandId = randomUUID(), data = {} }: { commandId?: string; data?: object } = {},
): NewEvent[] {
  const metadata = {
    actor: { user: 'police.osh', organisation: randomUUID(), role: 'PoliceOfficer' },
    commandId,
    correlationId: randomUUID(),
    causationId: commandId,
    exercise: true,
  };
  return Array.from({ length: count }, (_, i) => ({
    eventId: randomUUID(),
    type: 'SomethingHappened',
    schemaVersion: 1,
    occurredAt: '2026-11-21',
    data: { number: i, codes: ['ForcedLabour', 'PossibleVictimOfTrafficking'], ...data },
    metadata,
  }));
}
