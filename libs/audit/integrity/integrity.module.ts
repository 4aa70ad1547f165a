import { Module, type DynamicModule } from '@nestjs/common';
import { RunsWithApplication } from '#messaging';
import { NOTARIES, type Notaries, openNotaries, type NotariesOptions } from './notaries.js';

/** Keeps the chains over the event store and the log of reads with the application. */
@Module({})
export class IntegrityModule {
  static forRoot(options: NotariesOptions): DynamicModule {
    return {
      module: IntegrityModule,
      global: true,
      providers: [
        { provide: NOTARIES, useFactory: () => openNotaries(options) },
        {
          provide: RunsWithApplication,
          inject: [NOTARIES],
          useFactory: ({ events, reads }: Notaries) =>
            new RunsWithApplication({
              run: async (signal) => void (await Promise.all([events.run(signal), reads.run(signal)])),
            }),
        },
      ],
      exports: [NOTARIES],
    };
  }
}
