import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import type { CallerRequest } from './caller.js';
import { policyKey, type RoutePolicy } from './policy.js';
import { TOKEN_VERIFIER, type TokenVerifier } from './tokens.js';

/** Lets in who carries a valid token and has a role that the route's policy names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(TOKEN_VERIFIER) private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.reflector.getAllAndOverride<RoutePolicy>(policyKey, [context.getHandler(), context.getClass()]);
    if (policy === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & CallerRequest>();
    const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
    if (scheme?.toLowerCase() !== 'bearer' || !token) {
      throw new Problem('not-signed-in', 'Send an access token in the header Authorization: Bearer ....', [], {
        headers: { 'www-authenticate': 'Bearer' },
      });
    }
    const caller = await this.tokens.verify(token);
    if (!caller) {
      throw new Problem('not-signed-in', 'The access token is not valid, or no longer.', [], {
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      });
    }
    const actingRole = policy.roles.find((role) => caller.roles.includes(role));
    if (!actingRole) {
      throw new Problem('not-allowed', 'Your role may not use this.');
    }
    request.caller = caller;
    request.actingRole = actingRole;
    return true;
  }
}
