import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commandIdOf, type CallerRequest } from '#access';
import type { CaseFile } from '#case-file';
import { derivedId, Problem, type Actor } from '#kernel';

/** Everything about a command that is not the command itself: who, when, by which request. */
export interface Invocation {
  /** Derived from the caller and the Idempotency-Key: a repeat of the request is a repeat of the command. */
  readonly commandId: string;
  readonly correlationId: string;
  readonly actor: Actor;
  readonly now: Date;
  readonly exercise: boolean;
  /** What the request asked for; a repeat under the same key must ask for the same. */
  readonly request: unknown;
  /** Told the position of the command's last event. */
  readonly stored?: (position: number) => void;
}

/** The id the server makes for a thing when the client names none: it follows from the command, so a repeat makes the same. */
export const madeId = (invocation: Invocation, what: string): string => derivedId(what, invocation.commandId);

/** The invocation of this HTTP request. Refuses a write without an Idempotency-Key. */
export const CurrentInvocation = createParamDecorator((_: unknown, context: ExecutionContext): Invocation => {
  const request = context.switchToHttp().getRequest<FastifyRequest & CallerRequest>();
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  const { caller, actingRole } = request;
  if (!caller || !actingRole)
    throw new Error('a route without a caller asked for an invocation: its policy must not be public');
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(key)) {
    throw new Problem(
      'malformed-request',
      'A write needs the header Idempotency-Key: 1 to 128 visible ASCII characters, new for each request.',
      [{ pointer: '/headers/idempotency-key', detail: 'is missing or malformed' }],
    );
  }
  const commandId = commandIdOf(caller, key);
  return {
    commandId,
    correlationId: commandId,
    actor: { user: caller.user, organisation: caller.organisationId, role: actingRole },
    now: new Date(),
    exercise: isExercise(request.headers['tirek-exercise']),
    request: { method: request.method, path: request.url.split('?')[0], body: request.body },
    stored: (position) => void reply.header('tirek-position', String(position)),
  };
});

/** Anything but a clear word is refused: a training case that was taken for a real one would count for ever. */
function isExercise(header: string | string[] | undefined): boolean {
  if (header === undefined || header === 'false') return false;
  if (header === 'true') return true;
  throw new Problem('malformed-request', 'The header Tirek-Exercise must be true or false.', [
    { pointer: '/headers/tirek-exercise', detail: 'must be true or false' },
  ]);
}

/** The invocation of a command on a case: a training case stays one. */
export const onCase = (invocation: Invocation, file: CaseFile): Invocation => ({
  ...invocation,
  exercise: file.exercise,
});

/** Who acts when a process of Tirek itself does. */
const processActor: Actor = { user: 'tirek', organisation: derivedId('installation'), role: 'process' };

/** The invocation of a command that a process sends; its command id follows from what caused it, so it is sent once. */
export const processInvocation = (commandId: string, correlationId: string): Invocation => ({
  commandId,
  correlationId,
  actor: processActor,
  now: new Date(),
  exercise: false,
  request: null,
});
