import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { KafkaConfiguration } from '#configuration';
import { EVENT_STORE, type EventStore } from '#event-store';
import { MetricsController } from '#http';
import { Relay } from '#messaging';
import { DATABASE, type Database } from '#postgres';
import { messagingLogger } from './logging.js';
import { KAFKA, RelayHealthController } from './relay-health.controller.js';

/** Runs the relay with the application. */
class Relaying implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly relay: Relay) {}

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.relay.stop();
  }
}

/** Copies the events of the store to the topic. DATABASE and EVENT_STORE must be provided globally. */
@Module({})
export class RelayModule {
  static forRoot(kafka: KafkaConfiguration): DynamicModule {
    return {
      module: RelayModule,
      controllers: [RelayHealthController, MetricsController],
      providers: [
        { provide: KAFKA, useValue: kafka },
        {
          provide: Relay,
          inject: [EVENT_STORE, DATABASE],
          useFactory: (store: EventStore, pool: Database) => new Relay({ store, pool, kafka, logger: messagingLogger }),
        },
        { provide: Relaying, inject: [Relay], useFactory: (relay: Relay) => new Relaying(relay) },
      ],
    };
  }
}
