import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, Length } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { commandIdOf, type CallerRequest } from '#access';
import { timeOrderedId } from '#kernel';

/** The id of this request: the same for a repeat under the same Idempotency-Key of the caller; without a key, a new one. */
export const RequestId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { caller, headers } = context.switchToHttp().getRequest<FastifyRequest & CallerRequest>();
  const key = headers['idempotency-key'];
  return caller && typeof key === 'string' ? commandIdOf(caller, key) : timeOrderedId();
});

/** Why an event is left out. */
export class SkipRequest {
  /** For those who ask later. It is stored as it is: no personal data. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @Length(3, 500)
  reason: string;
}
