import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Policy } from '#access';
import type { KafkaConfiguration } from '#configuration';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Problem } from '#kernel';
import { isKafkaReachable, Relay } from '#messaging';
import { DATABASE, type Database } from '#postgres';

/** How long, in milliseconds, a relay may fail before it is not ready: a broker or a database that starts again takes less. */
const FAILING_MS = 30_000;

/** Injection token of the configuration of Kafka. */
export const KAFKA = Symbol('kafka');

/** Liveness and readiness of a relay, which has no read models. */
@ApiExcludeController()
@Controller('health')
@Policy('public')
export class RelayHealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(KAFKA) private readonly kafka: KafkaConfiguration,
    private readonly relay: Relay,
  ) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /**
   * Ready when store, database and Kafka answer and it has not been failing for long; whether it publishes or stands by
   * makes no difference to that.
   */
  @Get('ready')
  async ready(): Promise<object> {
    const [eventStore, database, kafka] = await Promise.all([
      answers(this.store.head()),
      answers(this.database.query('SELECT')),
      isKafkaReachable(this.kafka),
    ]);
    const failure = this.relay.failure();
    const relay = { active: this.relay.isActive(), position: this.relay.position(), ...(failure ? { failure } : {}) };
    const getsOn = failure === undefined || failure.forMs < FAILING_MS;
    if (eventStore && database && kafka && getsOn) return { status: 'ok', relay };
    throw new Problem('not-ready', 'A part of the system is not ready.', [], {
      members: { eventStore, database, kafka, relay },
      headers: { 'retry-after': '1' },
    });
  }
}

const answers = (question: Promise<unknown>): Promise<boolean> =>
  question.then(
    () => true,
    () => false,
  );
