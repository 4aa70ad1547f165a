import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { mergeMap } from 'rxjs';
import { policyKey, type CallerRequest, type ReadKind, type RoutePolicy } from '#access';
import { readBy, ReadLog, routeOf } from './read-log.js';
import type { ReadingRequest } from './reading.js';
import { recordedKinds } from './reads.events.js';

type Request = FastifyRequest & CallerRequest & ReadingRequest;

/**
 * Writes what an answer tells of people to the log of reads, and lets it leave after that. A refusal tells nothing and is
 * not recorded. A route that notes less or more than its policy says is a fault of ours: it does not answer.
 */
@Injectable()
export class ReadingInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: ReadLog,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler) {
    const policy = this.reflector.getAllAndOverride<RoutePolicy>(policyKey, [context.getHandler(), context.getClass()]);
    if (policy === 'public') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.record(request, policy.reads);
        return answer;
      }),
    );
  }

  private async record(request: Request, reads: ReadKind = 'Nothing'): Promise<void> {
    const cases = request.reading?.cases() ?? [];
    const kind = recordedKinds.find((recorded) => recorded === reads);
    if (!kind && cases.length > 0) throw new Error(`${routeOf(request)} tells of cases, which its policy does not say`);
    if (kind === 'Case' && cases.length === 0)
      throw new Error(`${routeOf(request)} did not note which case it tells of`);
    if (kind) await this.log.record(readBy(request, { kind, cases }));
  }
}
