import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { commandIdOf, policyKey, type Caller, type CallerRequest, type RoutePolicy } from '#access';
import { isUuid, Problem } from '#kernel';
import { CaseFiles } from './case-files.js';
import { etagOf, type CaseRequest, type CaseStanding } from './case-standing.js';
import { timelineEntry } from './case-view.js';
import { isInTimeline } from './disclosure.js';
import { staleSince } from './if-match.js';

type Request = FastifyRequest & CallerRequest & CaseRequest;

/**
 * Judges which part the caller's organisation has in the case a route is about.
 * No part: the same 404 as for an id that does not exist. A part that may not take this step: 403.
 * A write whose `If-Match` names an older state of the case: 412 with what happened since.
 */
@Injectable()
export class CaseGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly caseFiles: CaseFiles,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.reflector.getAllAndOverride<RoutePolicy>(policyKey, [context.getHandler(), context.getClass()]);
    if (policy === 'public' || !policy.relations) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const { caller } = request;
    if (!caller) throw new Error('the case guard runs after the access guard');
    const id = caseIdOf(request);
    // A malformed body is the validation's to refuse, with every wrong field named.
    if (!id) return true;
    const standing = await this.caseFiles.standing(id, caller);
    if (!standing) throw new Problem('not-found', 'There is nothing at this address for you.');
    if (!policy.relations.some((relation) => standing.relations.has(relation))) {
      throw new Problem(
        'not-allowed',
        'Your organisation has a part in this case, but not the one that takes this step.',
      );
    }
    if (request.method !== 'GET') await this.refuseStale(request, standing, caller);
    request.standing = standing;
    return true;
  }

  /** A help to people who work from what they read, not a lock: what is appended from now on is for the command to judge. */
  private async refuseStale({ headers }: Request, standing: CaseStanding, caller: Caller): Promise<void> {
    const header = headers['if-match'];
    const seen = header === undefined ? undefined : staleSince(header, standing);
    if (seen === undefined) return;
    const since = (await this.caseFiles.events(standing.file)).filter(({ position }) => position > seen);
    // A repeat of the write that made the case newer gets its answer again.
    const commandId = commandIdOf(caller, String(headers['idempotency-key']));
    if (since.some(({ metadata }) => metadata.commandId === commandId)) return;
    throw new Problem('stale', 'The case has changed since you read it.', [], {
      members: {
        etag: etagOf(standing),
        since: since
          .filter((event) => isInTimeline(event, standing.file, caller, standing.relations))
          .map((event) => timelineEntry(event, caller, standing.relations)),
      },
    });
  }
}

function caseIdOf(request: Request): { caseId: string } | { part: string } | undefined {
  const parameters = request.params as Record<string, string>;
  for (const [name, value] of Object.entries(parameters)) {
    if (name.endsWith('Id') && name !== 'goalId' && !isUuid(value)) {
      throw new Problem('malformed-request', 'An id in the address is not a UUID.', [
        { pointer: `/path/${name}`, detail: 'must be a UUID' },
      ]);
    }
  }
  const { referralId, proceedingId } = parameters;
  if (referralId) return { part: `referral-${referralId.toLowerCase()}` };
  if (proceedingId) return { part: `proceeding-${proceedingId.toLowerCase()}` };
  const caseId = parameters['caseId'] ?? (request.body as { caseId?: unknown } | undefined)?.caseId;
  return isUuid(caseId) ? { caseId: caseId.toLowerCase() } : undefined;
}
