import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { derivedId, type RecordedEvent } from '#kernel';
import { DATABASE, type Database } from '#postgres';
import { addressedTo } from './addressed-to.js';
import { notices } from './notices.table.js';
import { readers } from './readers.js';

/** Of the callers in $1, those to whom one of the notices $3 is addressed; $2 is how these are found. */
const addressees = `
SELECT caller.nth FROM jsonb_to_recordset($1::jsonb) AS caller (nth int, organisation uuid, name text, roles text[])
WHERE EXISTS (
  SELECT FROM notices.notices n LEFT JOIN case_file.cases c ON c.case_id = n.case_id
  WHERE n.about = ANY ($2) AND n.notice_id = ANY ($3::uuid[])
    AND ${addressedTo({ organisation: 'caller.organisation', user: 'caller.name', roles: 'caller.roles' })})`;

/** To whom events give rise to notices. */
@Injectable()
export class Addressees {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Of these callers, those to whom one of these events gave rise to a notice; the projection must have taken them. */
  async among(callers: readonly Caller[], events: readonly RecordedEvent[]): Promise<ReadonlySet<Caller>> {
    const telling = events.filter((event) => notices.groups(event).length > 0);
    if (telling.length === 0) return new Set();
    const asking = callers.flatMap(({ organisationId, user, roles }, nth) =>
      readers.some((role) => roles.includes(role)) ? { nth, organisation: organisationId, name: user, roles } : [],
    );
    const { rows } = await this.database.query<{ nth: number }>(addressees, [
      JSON.stringify(asking),
      telling.flatMap((event) => notices.groups(event)),
      telling.map(({ eventId }) => derivedId('notice', eventId)),
    ]);
    return new Set(rows.map(({ nth }) => callers[nth]!));
  }
}
