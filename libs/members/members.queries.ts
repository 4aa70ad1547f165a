import { Inject, Injectable } from '@nestjs/common';
import { readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import type { MembersPage } from './members.answers.js';
import type { MembersRequest } from './members.requests.js';

interface MemberRecord {
  membership_id: string;
  user_name: string;
  roles: string[];
  since: Date;
  left_at: Date | null;
}

const listed = `
SELECT membership_id, user_name, roles, since, left_at FROM members.members
WHERE organisation_id = $1 AND ($2 OR left_at IS NULL)
  AND ($3::text IS NULL OR (user_name, membership_id) > ($3, $4::uuid))
ORDER BY user_name, membership_id LIMIT $5`;

/** Who works for an organisation. */
@Injectable()
export class MembersQueries {
  constructor(@Inject(DATABASE) private readonly pool: Database) {}

  /** Whether a user is, or was, a member of another organisation than this one. */
  async isKnownElsewhere(user: string, organisationId: string): Promise<boolean> {
    const { rows } = await this.pool.query(
      'SELECT FROM members.members WHERE user_name = $1 AND organisation_id <> $2',
      [user, organisationId],
    );
    return rows.length > 0;
  }

  /** A page of members by user name. Throws a Problem naming `/cursor` when that is not one of ours. */
  async list(organisationId: string, { cursor: text, left, limit }: MembersRequest): Promise<MembersPage> {
    const cursor = readCursor(text, 'text');
    const { rows } = await this.pool.query<MemberRecord>(listed, [
      organisationId,
      left,
      cursor?.value,
      cursor?.id,
      limit + 1,
    ]);
    return toPage(
      rows,
      limit,
      (row) => ({
        user: row.user_name,
        roles: row.roles,
        since: row.since.toISOString(),
        leftAt: row.left_at?.toISOString() ?? null,
      }),
      (row) => ({ value: row.user_name, id: row.membership_id }),
    );
  }
}
