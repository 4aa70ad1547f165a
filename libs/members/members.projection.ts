import type { RecordedEvent } from '#kernel';
import { membershipId, type MembershipEvent } from '#nrm/membership';
import type { Projection, ProjectionTable } from '#projections';

/** One user in one organisation. */
export interface MemberRow extends Record<string, unknown> {
  readonly membership_id: string;
  readonly organisation_id: string;
  readonly user_name: string;
  /** Of who has left, those they had. */
  readonly roles: readonly string[];
  /** When they were invited, the last time. */
  readonly since: string;
  /** Null: a member. */
  readonly left_at: string | null;
}

const types: readonly string[] = [
  'MemberInvited',
  'MemberRolesChanged',
  'MemberLeft',
] satisfies MembershipEvent['type'][];

const membershipEvent = (event: RecordedEvent): MembershipEvent | undefined =>
  types.includes(event.type) ? (event as unknown as MembershipEvent) : undefined;

const members: ProjectionTable<MemberRow> = {
  name: 'members',
  columns: `
    membership_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    user_name text NOT NULL,
    roles text[] NOT NULL,
    since timestamptz NOT NULL,
    left_at timestamptz`,
  groupBy: 'membership_id',
  indexes: ['user_name', 'organisation_id, user_name'],
  groups(event) {
    const about = membershipEvent(event);
    return about ? [membershipId(about.data.organisationId, about.data.user)] : [];
  },
  evolve(rows, event, membership_id) {
    const about = membershipEvent(event);
    if (!about) return rows;
    const [row] = rows;
    const { recordedAt } = event;
    switch (about.type) {
      case 'MemberInvited': {
        const { organisationId, user, roles } = about.data;
        return [
          { membership_id, organisation_id: organisationId, user_name: user, roles, since: recordedAt, left_at: null },
        ];
      }
      case 'MemberRolesChanged':
        return row ? [{ ...row, roles: about.data.roles }] : rows;
      case 'MemberLeft': {
        // nobody invited them here, but an outside issuer had let them in
        const { organisationId, user } = about.data;
        const known = { membership_id, organisation_id: organisationId, user_name: user, roles: [], since: recordedAt };
        return [{ ...known, ...row, left_at: recordedAt }];
      }
      default:
        return about satisfies never;
    }
  },
};

/** Who works for which organisation, in which roles; who has left stays, with the time. */
export const membersProjection: Projection = { name: 'members', version: 1, tables: [members] };
