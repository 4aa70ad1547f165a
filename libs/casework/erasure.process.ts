import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { logOf } from '#logging';
import { RunsWithApplication, Subscriber } from '#messaging';
import type { ErasureEvent } from '#nrm/erasure';
import { DATABASE, type Database } from '#postgres';
import { Erasures } from '#privacy';

/** Destroys the key of whoever was erased, when the process that recorded it died before it did so. */
@Injectable()
export class ErasureProcess extends RunsWithApplication {
  constructor(@Inject(DATABASE) database: Database, @Inject(EVENT_STORE) store: EventStore, erasures: Erasures) {
    super(
      new Subscriber({
        name: 'erasure',
        database,
        store,
        log: logOf('Erasure'),
        async take(page) {
          for (const { type, data } of page) {
            // once more than needed does no harm: the page may come again
            if (type === 'PersonErased') await erasures.erase((data as ErasureEvent['data']).personId);
          }
        },
      }),
    );
  }
}
