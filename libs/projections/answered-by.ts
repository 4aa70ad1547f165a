import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '#kernel';
import { ProjectionRunners } from './projection-runners.js';

const answeredByKey = 'tirek:answered-by';
const DEFAULT_WAIT_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 10;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The position that a caller wants to see at least; undefined: whatever there is. Throws a Problem when it is malformed. */
export function positionAfter(headers: Headers): number | undefined {
  const after = headers['tirek-after'];
  if (after === undefined) return undefined;
  if (typeof after === 'string' && /^\d{1,15}$/.test(after)) return Number(after);
  throw new Problem('malformed-request', 'The header Tirek-After must be a value that Tirek-Position had.', [
    { pointer: '/headers/tirek-after', detail: 'must be a value that Tirek-Position had' },
  ]);
}

/** How long a caller wants to wait for it, in seconds: `Prefer: wait=N` (RFC 7240), 10 at most, 2 when it does not say. */
export function secondsToWait(headers: Headers): number {
  const asked = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})"?(?:$|[,;\s])/i.exec([headers.prefer ?? ''].flat().join(','))?.[1];
  return asked === undefined ? DEFAULT_WAIT_SECONDS : Math.min(Number(asked), LONGEST_WAIT_SECONDS);
}

/**
 * Read-your-writes, and honesty about what is missing, for routes that are `@AnsweredBy` a projection: waits for the
 * position in `Tirek-After` and marks the answer `Tirek-Stale: true` when it was not reached; `Tirek-Incomplete: n`
 * when n streams are parked.
 */
@Injectable()
export class AnsweredByInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly runners: ProjectionRunners,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler) {
    const projection = this.reflector.getAllAndOverride<string>(answeredByKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    const http = context.switchToHttp();
    const reply = http.getResponse<{ header(name: string, value: string): void }>();
    const { headers } = http.getRequest<{ headers: Headers }>();
    const runner = this.runners.get(projection);
    const after = positionAfter(headers);
    if (after !== undefined && !(await runner.waitFor(after, secondsToWait(headers) * 1_000))) {
      reply.header('Tirek-Stale', 'true');
    }
    const parked = runner.parkedStreams();
    if (parked > 0) reply.header('Tirek-Incomplete', String(parked));
    return next.handle();
  }
}

/** Declares which projection a controller or a route answers from. */
export const AnsweredBy = (projection: string) =>
  applyDecorators(SetMetadata(answeredByKey, projection), UseInterceptors(AnsweredByInterceptor));
