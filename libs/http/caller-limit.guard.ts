import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallerRequest } from '#access';
import { tooMany } from './limits.js';

/** Limits the requests of one caller, from wherever they come. Runs after the access guard, which knows who it is. */
@Injectable()
export class CallerLimitGuard implements CanActivate {
  constructor(private readonly host: HttpAdapterHost) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & CallerRequest>();
    if (!request.caller) return true;
    const { callerLimit } = this.host.httpAdapter.getInstance<FastifyInstance>();
    const used = await callerLimit(request);
    if (!used.isAllowed && used.isExceeded) throw tooMany(used.ttlInSeconds);
    return true;
  }
}
