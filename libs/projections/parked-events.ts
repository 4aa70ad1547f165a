import { Inject, Injectable } from '@nestjs/common';
import { derivedId, isUuid, Problem } from '#kernel';
import { instantOf, type PageRequest, readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import { ProjectionRunners } from './projection-runners.js';
import type { ParkedPage, SkippedPage } from './projections.answers.js';
import { liveSchema, type ParkedLine } from './read-model.js';
import { Rebuilds } from './rebuilds.js';
import { writeSkipped } from './skipped.js';

const listedParked = (schema: string) => `
SELECT id, stream, place, position, type, reason, ${instantOf('parked_at')} AS parked_at FROM ${schema}.parked
 WHERE $1::timestamptz IS NULL OR (parked_at, id) < ($1, $2::uuid)
 ORDER BY parked_at DESC, id DESC LIMIT $3`;

interface SkippedRecord {
  event_id: string;
  stream: string | null;
  position: number | null;
  type: string | null;
  reason: string;
  skipped_by: string;
  skipped_at: string;
}

const listedSkipped = `
SELECT event_id, stream, position, type, reason, skipped_by, ${instantOf('skipped_at')} AS skipped_at
  FROM tirek_projections.skipped
 WHERE projection = $1 AND ($2::timestamptz IS NULL OR (skipped_at, event_id) < ($2, $3::uuid))
 ORDER BY skipped_at DESC, event_id DESC LIMIT $4`;

const opaque = (position: number | null) => (position === null ? {} : { position: String(position) });

/** What read models could not take in, and what was decided about it. Nothing of the data of an event is told. */
@Injectable()
export class ParkedEvents {
  constructor(
    @Inject(DATABASE) private readonly pool: Database,
    private readonly runners: ProjectionRunners,
    private readonly rebuilds: Rebuilds,
  ) {}

  /** A page of what waits, newest first. Problem when there is no such projection. */
  async list(name: string, request: PageRequest): Promise<ParkedPage> {
    const { projection } = this.runners.named(name);
    const cursor = readCursor(request.cursor, 'instant');
    const { rows } = await this.pool.query<ParkedLine & { parked_at: string }>(listedParked(liveSchema(projection)), [
      cursor?.value,
      cursor?.id,
      request.limit + 1,
    ]);
    return toPage(
      rows,
      request.limit,
      ({ id, stream, place, position, type, reason, parked_at }) => ({
        id,
        ...(stream === null ? {} : { stream }),
        ...(place === null ? {} : { place }),
        ...(type === null ? {} : { type }),
        ...opaque(position),
        reason,
        parkedAt: parked_at,
      }),
      ({ id, parked_at }) => ({ value: parked_at, id }),
    );
  }

  /** A page of the events that are left out by decision, newest decision first. Problem when there is no such projection. */
  async skipped(name: string, request: PageRequest): Promise<SkippedPage> {
    this.runners.named(name);
    const cursor = readCursor(request.cursor, 'instant');
    const { rows } = await this.pool.query<SkippedRecord>(listedSkipped, [
      name,
      cursor?.value,
      cursor?.id,
      request.limit + 1,
    ]);
    return toPage(
      rows,
      request.limit,
      ({ event_id, stream, position, type, reason, skipped_by, skipped_at }) => ({
        id: event_id,
        ...(stream === null ? {} : { stream }),
        ...(type === null ? {} : { type }),
        ...opaque(position),
        reason,
        skippedBy: skipped_by,
        skippedAt: skipped_at,
      }),
      ({ event_id, skipped_at }) => ({ value: skipped_at, id: event_id }),
    );
  }

  /**
   * Decides that an event is left out, and begins the rebuild without it; by a repeat of the request, nothing more. Problem
   * when it is not parked, or the projection is being rebuilt.
   */
  async skip(
    name: string,
    eventId: string,
    { requestId, ...decision }: { readonly reason: string; readonly by: string; readonly requestId: string },
  ): Promise<void> {
    const { projection } = this.runners.named(name);
    const unknown = new Problem('not-found', 'Nothing of this id is parked.');
    if (!isUuid(eventId)) throw unknown;
    const id = derivedId('skip', name, eventId, decision.reason, requestId);
    await this.rebuilds.begin(name, id, async (client) => {
      if (!(await writeSkipped(client, projection, { eventId, ...decision }))) throw unknown;
    });
  }
}
