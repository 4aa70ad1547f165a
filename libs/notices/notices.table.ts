import { caseOf, derivedId, type RecordedEvent } from '#kernel';
import type { ProjectionTable } from '#projections';
import type { NoticeKind } from './notice-kinds.js';
import { aboutOf, settledBy, toldBy, type Audience, type Told } from './told.js';

/** A notice to one audience: the same notice to another one is another row. */
export interface NoticeRow extends Record<string, unknown> {
  /** The group: what the notice and the event that settles it have in common. */
  readonly about: string;
  readonly notice_id: string;
  readonly kind: NoticeKind;
  /** Instant at which it was recorded. */
  readonly at: string;
  readonly case_id: string | null;
  /** What `about_id` is the id of. */
  readonly about_kind: string | null;
  readonly about_id: string | null;
  readonly organisation_id: string | null;
  readonly about_user: string | null;
  readonly to_organisation: string | null;
  readonly to_user: string | null;
  /** Null: in any role. */
  readonly to_roles: readonly string[] | null;
  readonly to_part: Audience['ofCase'] | null;
  readonly to_type: string | null;
  readonly due_at: string | null;
  /** Instant at which somebody did what it asks for. */
  readonly done_at: string | null;
  readonly exercise: boolean;
}

/** The group of an event. With its case, since callers choose ids: nobody's notice may meet another case's. */
function groupOf(event: RecordedEvent): string {
  const about = aboutOf(event);
  return `${caseOf(event) ?? ''} ${about ? `${about.what} ${about.id}` : event.eventId}`;
}

const rowFor = (event: RecordedEvent, told: Told, audience: Audience): NoticeRow => {
  const about = aboutOf(event);
  return {
    about: groupOf(event),
    notice_id: derivedId('notice', event.eventId),
    kind: told.kind,
    at: event.recordedAt,
    case_id: caseOf(event) ?? null,
    about_kind: about?.what ?? null,
    about_id: about?.id ?? null,
    organisation_id: told.organisation ?? null,
    about_user: told.user ?? null,
    to_organisation: audience.organisation ?? null,
    to_user: audience.user ?? null,
    to_roles: audience.roles ?? null,
    to_part: audience.ofCase ?? null,
    to_type: audience.type ?? null,
    due_at: told.dueAt ?? null,
    done_at: null,
    exercise: event.metadata.exercise,
  };
};

/** Whoever opened a file in an emergency is told what was found of it. */
function reviewedOpening(event: RecordedEvent, rows: readonly NoticeRow[]): Told | undefined {
  if (event.type !== 'BreakGlassReviewed') return undefined;
  const { organisation_id: organisation, about_user: user } =
    rows.find(({ kind }) => kind === 'BreakGlassOpened') ?? {};
  if (!organisation || !user) return undefined;
  return { kind: 'BreakGlassReviewed', to: [{ organisation, user }], organisation, user };
}

/** Who is told what, from the events. */
export const notices: ProjectionTable<NoticeRow> = {
  name: 'notices',
  columns: `
    about text NOT NULL,
    notice_id uuid NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    case_id uuid,
    about_kind text,
    about_id uuid,
    organisation_id uuid,
    about_user text,
    to_organisation uuid,
    to_user text,
    to_roles text[],
    to_part text,
    to_type text,
    due_at timestamptz,
    done_at timestamptz,
    exercise boolean NOT NULL`,
  groupBy: 'about',
  indexes: ['at, notice_id'],
  groups: (event) => (toldBy(event) || event.type in settledBy ? [groupOf(event)] : []),
  evolve(rows, event) {
    const settled = settledBy[event.type];
    const open = (row: NoticeRow): boolean => row.kind === settled && row.done_at === null;
    const told = toldBy(event) ?? reviewedOpening(event, rows);
    if (!told && !rows.some(open)) return rows;
    return [
      ...rows.map((row) => (open(row) ? { ...row, done_at: event.recordedAt } : row)),
      ...(told?.to.map((audience) => rowFor(event, told, audience)) ?? []),
    ];
  },
};
