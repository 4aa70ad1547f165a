import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { StartRefused } from '#postgres';
import { type Ground, GroundModule, RelayModule } from '#service';

/** Copies events to Kafka; one of several at a time. */
@Module({})
export class RelayService {
  /** Throws StartRefused when there is no Kafka to copy to. */
  static on(ground: Ground): DynamicModule {
    const { kafka, access } = ground;
    if (!kafka) throw new StartRefused('The relay copies events to Kafka: it needs TRANSPORT=kafka and KAFKA_BROKERS.');
    return {
      module: RelayService,
      imports: [GroundModule.of(ground), AccessModule.forRoot(access), RelayModule.forRoot(kafka)],
    };
  }
}
