import { EventCatalogue } from '#event-store';
import { derivedId, type RecordedEvent } from '#kernel';
import { membershipDecider, membershipEvents, membershipId, type MembershipCommand } from '#nrm/membership';
import { runAll } from '../kernel/decider.testing.js';
import { describeProjection } from '../projections/projection.testing.js';
import { membersProjection } from './members.projection.js';

/** Forty users of three organisations, who come, change and go; events of all of them in turn. */
function history(): RecordedEvent[] {
  const streams = Array.from({ length: 40 }, (_, i) => {
    const organisationId = derivedId('organisation', String(i % 3));
    const user = `user-${i}`;
    const about = { organisationId, user, by: 'admin', organisationType: 'NGO' as const };
    const commands: MembershipCommand[] = [
      ...(i % 5 === 0 ? [{ type: 'EndMembership' as const, elsewhere: true, ...about }] : []),
      { type: 'InviteMember', ...about, roles: ['ngo-caseworker'] },
      { type: 'ChangeMemberRoles', ...about, roles: ['ngo-manager', 'ngo-caseworker'] },
      ...(i % 2 === 0 ? [{ type: 'EndMembership' as const, elsewhere: false, ...about }] : []),
      ...(i % 4 === 0 ? [{ type: 'InviteMember' as const, ...about, roles: ['ngo-manager' as const] }] : []),
    ];
    return { stream: `membership-${membershipId(organisationId, user)}`, events: runAll(membershipDecider, commands) };
  });
  const inTurn = [0, 1, 2, 3, 4].flatMap((revision) =>
    streams.flatMap(({ stream, events }) => {
      const event = events[revision];
      return event ? [{ stream, revision, event }] : [];
    }),
  );
  return inTurn.map(({ stream, revision, event: { type, data } }, i) => ({
    eventId: derivedId('event', String(i)),
    type,
    schemaVersion: 1,
    occurredAt: '2026-11-21T09:00:00.000Z',
    data,
    metadata: {
      actor: { user: 'admin', organisation: derivedId('organisation'), role: 'administrator' },
      commandId: derivedId('command', String(i)),
      correlationId: derivedId('command', String(i)),
      causationId: derivedId('command', String(i)),
      exercise: false,
    },
    position: i + 1,
    stream,
    revision,
    recordedAt: new Date(Date.parse('2026-11-21T09:00:00.000Z') + i * 1_000).toISOString(),
  }));
}

describeProjection(membersProjection, { history, catalogue: new EventCatalogue(membershipEvents) });
