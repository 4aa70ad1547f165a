import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import { Admission } from './admission.js';
import type { CallerRequest } from './caller.js';
import { policyKey, type RoutePolicy } from './policy.js';
import { purposeOf } from './purposes.js';
import { systemMay } from './scopes.js';

/** Lets in who carries a valid token, is still a member and has a role that the route's policy names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly admission: Admission,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.reflector.getAllAndOverride<RoutePolicy>(policyKey, [context.getHandler(), context.getClass()]);
    if (policy === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & CallerRequest>();
    const inBackground = policy.inBackground ?? request.headers['tirek-background'] === '1';
    const { caller, session } = await this.admission.of(request, inBackground);
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
