import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { logOf } from '#logging';
import { RunsWithApplication, Subscriber } from '#messaging';
import { DATABASE, type Database } from '#postgres';
import { ConsentCascade } from './consent-cascade.js';

/** Follows the events from the cascade's checkpoint; of several, one works. */
export const cascadeSubscriber = (database: Database, store: EventStore, cascade: ConsentCascade): Subscriber =>
  new Subscriber({
    name: 'consent-cascade',
    database,
    store,
    log: logOf('ConsentCascade'),
    take: (page) => cascade.take(page),
  });

/** Runs the consent cascade with the application. */
@Injectable()
export class ConsentCascadeProcess extends RunsWithApplication {
  constructor(@Inject(DATABASE) database: Database, @Inject(EVENT_STORE) store: EventStore, cascade: ConsentCascade) {
    super(cascadeSubscriber(database, store, cascade));
  }
}
