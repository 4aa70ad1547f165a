import { Module, type DynamicModule } from '@nestjs/common';
import { INSTALLATION, type Installation, InstallationController } from './installation.controller.js';

/** What this installation is, to whoever asks. */
@Module({})
export class InstallationModule {
  static of({ mode, quickExitUrl }: Installation): DynamicModule {
    return {
      module: InstallationModule,
      controllers: [InstallationController],
      providers: [{ provide: INSTALLATION, useValue: { mode, quickExitUrl } }],
    };
  }
}
