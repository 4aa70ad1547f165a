import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import type { Caller } from './caller.js';
import { Colleagues } from './colleagues.js';
import { MeController } from './me.controller.js';
import { RoutePolicies } from './route-policies.js';
import { TOKEN_VERIFIER, type TokenVerifier } from './tokens.js';

/** Who is asking, on every route. `users`: everybody, where this installation keeps them itself. */
@Module({})
export class AccessModule {
  static forRoot(verifier: TokenVerifier, users?: readonly Caller[]): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [MeController],
      providers: [
        RoutePolicies,
        { provide: TOKEN_VERIFIER, useValue: verifier },
        { provide: Colleagues, useValue: new Colleagues(users) },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [Colleagues],
    };
  }
}
