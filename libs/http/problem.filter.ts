import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStoreUnavailable } from '#event-store';
import { errorKind, isConnectionLost, nothingHere, Problem, type ProblemType } from '#kernel';

const titles: Record<ProblemType, string> = {
  'malformed-request': 'The request is not as it should be',
  'not-signed-in': 'Sign in first',
  'not-allowed': 'You may not do this',
  'not-found': 'There is no such thing',
  'wrong-state': 'This step does not fit the present state',
  'legal-hold': 'The law keeps this for now',
  stale: 'Somebody changed it meanwhile',
  'too-large': 'The request is too large',
  'wrong-content-type': 'The request has the wrong content type',
  'against-a-rule': 'A rule of the mechanism forbids this',
  'key-reused': 'This Idempotency-Key was used for another request',
  'too-many-requests': 'Too many requests',
  'internal-error': 'Something went wrong on our side',
  'not-ready': 'Not ready yet, try again shortly',
};

/** What Fastify and Nest throw themselves, as our problems: their texts may quote the request, ours never do. */
const byStatus: Record<number, () => Problem> = {
  400: () =>
    new Problem(
      'malformed-request',
      'The request could not be read: it is not valid JSON, or a part of it has the wrong form.',
    ),
  404: nothingHere,
  405: nothingHere,
  413: () => new Problem('too-large', 'The body of a request may have 1 MB at most; send files to /api/v1/imports.'),
  415: () => new Problem('wrong-content-type', 'Send the body as application/json.'),
};

/** Answers a request with a problem. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  void reply
    .status(problem.status)
    .headers({ ...problem.extra.headers })
    .type('application/problem+json')
    .send({
      type: `urn:tirek:problem:${problem.type}`,
      title: titles[problem.type],
      status: problem.status,
      detail: problem.detail,
      instance: request.url.split('?')[0],
      ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
      ...problem.extra.members,
    });
}

/** Answers every error as `application/problem+json` (RFC 9457), and logs what is our fault without any value of the request. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.problemFrom(error);
    if (!reply.sent) sendProblem(problem, request, reply);
  }

  private problemFrom(error: unknown): Problem {
    if (error instanceof Problem) return error;
    const status =
      error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | undefined)?.statusCode;
    const known = status === undefined ? undefined : byStatus[status];
    if (known) return known();
    if (status !== undefined && status >= 400 && status < 500) return byStatus[400]!();
    if (error instanceof EventStoreUnavailable || isConnectionLost(error)) {
      return new Problem('not-ready', 'The database cannot be reached; nothing was half-written.', [], {
        headers: { 'retry-after': '2' },
      });
    }
    this.log(error);
    return new Problem('internal-error', 'The error was logged; nothing was half-written.');
  }

  /** What kind of error and where; its message may quote values. */
  private log(error: unknown): void {
    const frames = ((error instanceof Error && error.stack) || '').split('\n').filter((line) => /^\s+at /.test(line));
    this.logger.error(errorKind(error), frames.join('\n'));
  }
}
