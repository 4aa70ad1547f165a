import { Module, type DynamicModule } from '@nestjs/common';
import type { Identity } from './identity.js';
import { Invitations } from './invitations.js';

/** Gives out invitations, where this installation signs its people in itself. */
@Module({})
export class IdentityModule {
  /** Without `identity` there are none: another issuer signs people in. */
  static forRoot(identity: Identity | undefined): DynamicModule {
    if (!identity) return { module: IdentityModule };
    return {
      module: IdentityModule,
      global: true,
      providers: [{ provide: Invitations, useValue: identity.invitations }],
      exports: [Invitations],
    };
  }
}
