import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { DATABASE, type Database } from '#postgres';
import { oneByOne, type OneByOneOptions } from './one-by-one.js';
import { Subscriber, type SubscriberOptions } from './subscriber.js';

/** Makes the subscribers of this process to its event store, and knows them by name. */
@Injectable()
export class Subscribers {
  private readonly made = new Map<string, Subscriber>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** One that takes a page at a time, in the transaction that moves its checkpoint. */
  byPage(options: Omit<SubscriberOptions, 'database' | 'store'>): Subscriber {
    const subscriber = new Subscriber({ ...options, database: this.database, store: this.store });
    this.made.set(options.name, subscriber);
    return subscriber;
  }

  /** One that takes an event at a time; one that fails keeps no other from being taken. */
  oneByOne(options: Omit<OneByOneOptions, 'database' | 'store'>): Subscriber {
    return this.byPage(oneByOne({ ...options, database: this.database, store: this.store }));
  }

  all(): ReadonlyMap<string, Subscriber> {
    return this.made;
  }
}
