import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CallerRequest } from '#access';
import { type EventStore, noStream } from '#event-store';
import { errorKind, Problem, timeOrderedId, type Actor } from '#kernel';
import { CasesRead, readsCatalogue, type CasesReadData } from './reads.events.js';

/** Injection token of the store of reads: an EventStore of its own, always on PostgreSQL. */
export const READ_LOG = Symbol('read log');

/** Who is told what of whom. */
export type Read = Omit<CasesReadData, 'readId'> & { readonly actor: Actor };

/** The log of who was told of whom. */
@Injectable()
export class ReadLog {
  private readonly logger = new Logger(ReadLog.name);

  constructor(@Inject(READ_LOG) private readonly store: EventStore) {}

  /**
   * Resolves once the read is stored: what it tells of may leave then, not before. Throws Problem `not-ready` when it
   * cannot be stored.
   */
  async record({ actor, ...read }: Read): Promise<void> {
    const readId = timeOrderedId();
    const event = { type: CasesRead.type, data: { readId, ...read } };
    readsCatalogue.check(event);
    try {
      const { outcome } = await this.store.append(`read-${readId}`, noStream, [
        {
          ...event,
          eventId: readId,
          schemaVersion: CasesRead.version,
          occurredAt: new Date().toISOString(),
          metadata: { actor, commandId: readId, correlationId: readId, causationId: readId, exercise: false },
        },
      ]);
      if (outcome !== 'appended') throw new Error(`a read of its own stream was ${outcome}`);
    } catch (error) {
      this.logger.error(errorKind(error), 'a read could not be recorded, and was not answered');
      throw new Problem(
        'not-ready',
        'Who reads this cannot be recorded now, so it is not shown; try again shortly.',
        [],
        {
          headers: { 'retry-after': '2' },
        },
      );
    }
  }
}

/** What the answer to a request tells, as a read. The access guard has let the request in. */
export function readBy(request: FastifyRequest & CallerRequest, told: Pick<Read, 'kind' | 'cases'>): Read {
  const { caller, actingRole, purpose } = request;
  if (!caller || !actingRole || !purpose) throw new Error('a request of nobody tells of nobody');
  return {
    actor: { user: caller.user, organisation: caller.organisationId, role: actingRole },
    route: routeOf(request),
    purpose,
    ...told,
  };
}

/** The template of the route, never what stands in its place. */
export const routeOf = ({ method, routeOptions }: FastifyRequest): string => `${method} ${routeOptions.url}`;
