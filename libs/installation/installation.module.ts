import { Module, type DynamicModule } from '@nestjs/common';
import { INSTALLATION, type Installation, InstallationController } from './installation.controller.js';

/** What this installation is, to whoever asks. */
@Module({})
export class InstallationModule {
  /** `identity`: the bundled provider, where this installation signs its people in itself. */
  static of({
    mode,
    quickExitUrl,
    identity,
  }: Pick<Installation, 'mode' | 'quickExitUrl'> & { readonly identity?: object }): DynamicModule {
    const installation: Installation = { mode, quickExitUrl, ownAccounts: identity !== undefined };
    return {
      module: InstallationModule,
      controllers: [InstallationController],
      providers: [{ provide: INSTALLATION, useValue: installation }],
    };
  }
}
