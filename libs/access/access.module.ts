import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { Admission } from './admission.js';
import { Callers, MEMBERS } from './callers.js';
import { Credentials } from './credentials.js';
import { MeController } from './me.controller.js';
import type { Members } from './members.js';
import { RoutePolicies } from './route-policies.js';
import { BROWSER_SIGN_IN, type BrowserSignIn } from './session/browser-sign-in.js';
import { SessionController } from './session/session.controller.js';
import { TOKEN_VERIFIER, type TokenVerifier } from './tokens.js';

/** How an installation tells who is asking. */
export interface AccessOptions {
  readonly verifier: TokenVerifier;
  readonly members: Members;
  /** Absent: nobody signs in with a browser. */
  readonly browser?: BrowserSignIn;
}

/** Who is asking, on every route. */
@Module({})
export class AccessModule {
  static forRoot({ verifier, members, browser }: AccessOptions): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [MeController, ...(browser ? [SessionController] : [])],
      providers: [
        RoutePolicies,
        Callers,
        Credentials,
        Admission,
        { provide: TOKEN_VERIFIER, useValue: verifier },
        { provide: MEMBERS, useValue: members },
        ...(browser ? [{ provide: BROWSER_SIGN_IN, useValue: browser }] : []),
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [MEMBERS, Admission],
    };
  }
}
