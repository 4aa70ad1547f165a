import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { logOf } from '#logging';
import { RunsWithApplication, Subscriber } from '#messaging';
import type { MembershipEvent } from '#nrm/membership';
import { DATABASE, type Database } from '#postgres';
import { OrganisationKeys } from '#privacy';

/**
 * Whoever leaves an organisation opens its key no more: what they were given is deleted, and it seals to a new pair, in
 * the transaction that moves the checkpoint.
 */
@Injectable()
export class OrganisationKeysProcess extends RunsWithApplication {
  constructor(@Inject(DATABASE) database: Database, @Inject(EVENT_STORE) store: EventStore, keys: OrganisationKeys) {
    super(
      new Subscriber({
        name: 'organisation keys',
        database,
        store,
        log: logOf('OrganisationKeys'),
        async take(page, client) {
          for (const event of page as (RecordedEvent & MembershipEvent)[]) {
            if (event.type === 'MemberLeft') await keys.leave(event.data, client);
          }
        },
      }),
    );
  }
}
