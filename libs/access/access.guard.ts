import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import type { CallerRequest } from './caller.js';
import { Callers } from './callers.js';
import { Credentials } from './credentials.js';
import { policyKey, type RoutePolicy } from './policy.js';
import { purposeOf } from './purposes.js';
import { systemMay } from './scopes.js';

/** Lets in who carries a valid token, is still a member and has a role that the route's policy names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: Credentials,
    private readonly callers: Callers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.reflector.getAllAndOverride<RoutePolicy>(policyKey, [context.getHandler(), context.getClass()]);
    if (policy === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & CallerRequest>();
    const { token, session } = await this.credentials.shownBy(request);
    const caller = await this.callers.of(token);
    if (!caller) {
      throw new Problem('not-signed-in', 'The access token is not valid, or no longer.', [], {
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      });
    }
    const actingRole = policy.roles.find((role) => caller.roles.includes(role));
    if (!actingRole) {
      throw new Problem('not-allowed', 'Your role may not use this.');
    }
    if (caller.scopes && !systemMay(caller.scopes, request.method, request.routeOptions.url ?? '')) {
      throw new Problem('not-allowed', 'The scopes of this system do not let it use this.');
    }
    request.caller = caller;
    request.session = session;
    request.actingRole = actingRole;
    request.purpose = purposeOf(actingRole, request.headers['tirek-purpose']);
    return true;
  }
}
