import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { commandIdOf, policyKey, type CallerRequest, type RoutePolicy } from '#access';
import { readBy, ReadLog } from '#audit';
import { idInPath } from '#http';
import { caseNumberBeginning, isUuid, nothingHere, Problem } from '#kernel';
import { askingIn } from './asking.js';
import { CaseFiles } from './case-files.js';
import { etagOf, type CaseRequest, type CaseStanding } from './case-standing.js';
import { sightOf } from './disclosure.js';
import { staleSince } from './if-match.js';
import { timelineEntry } from './timeline.js';

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
    private readonly readLog: ReadLog,
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
    const standing = policy.withoutPart?.some((role) => role === request.actingRole)
      ? await this.caseFiles.unrelated(id)
      : await this.caseFiles.standing(id, caller);
    if (!standing) throw nothingHere();
    if (standing.relations.size > 0 && !policy.relations.some((relation) => standing.relations.has(relation))) {
      throw new Problem(
        'not-allowed',
        'Your organisation has a part in this case, but not the one that takes this step.',
      );
    }
    // who needs no part in the case has read no version of it, and is told nothing of what happened since
    if (request.method !== 'GET' && standing.relations.size > 0) await this.refuseStale(request, standing);
    request.standing = standing;
    return true;
  }

  /** A help to people who work from what they read, not a lock: what is appended from now on is for the command to judge. */
  private async refuseStale(request: Request, standing: CaseStanding): Promise<void> {
    const { headers } = request;
    const header = headers['if-match'];
    const seen = header === undefined ? undefined : staleSince(header, standing);
    if (seen === undefined) return;
    const since = (await this.caseFiles.events(standing.file)).filter(({ position }) => position > seen);
    const asking = askingIn(request);
    // A repeat of the write that made the case newer gets its answer again.
    const commandId = commandIdOf(asking.caller, String(headers['idempotency-key']));
    if (since.some(({ metadata }) => metadata.commandId === commandId)) return;
    const sight = sightOf(standing, asking);
    // what happened since is told, and no interceptor comes after a guard that refuses
    await this.readLog.record(
      readBy(request, { kind: 'Case', cases: [{ caseId: standing.file.caseId, fieldGroups: [] }] }),
    );
    throw new Problem('stale', 'The case has changed since you read it.', [], {
      members: {
        etag: etagOf(standing),
        since: since.filter(sight.inTimeline).map((event) => timelineEntry(event, sight)),
      },
    });
  }
}

function caseIdOf(request: Request): { caseId: string } | { part: string } | undefined {
  const parameters = request.params as Record<string, string>;
  for (const [name, value] of Object.entries(parameters)) {
    if (name.endsWith('Id') && name !== 'goalId') idInPath(name, value);
  }
  const { referralId, proceedingId, caseOrNumber } = parameters;
  if (caseOrNumber !== undefined && !isUuid(caseOrNumber))
    return { part: `number${caseNumberBeginning(caseOrNumber).slice(2)}` };
  if (referralId) return { part: `referral-${referralId.toLowerCase()}` };
  if (proceedingId) return { part: `proceeding-${proceedingId.toLowerCase()}` };
  const caseId = parameters['caseId'] ?? caseOrNumber ?? (request.body as { caseId?: unknown } | undefined)?.caseId;
  return isUuid(caseId) ? { caseId: caseId.toLowerCase() } : undefined;
}
