// A process for the tests: `role.testing.ts relay|consumer URL KAFKA [MODEL MOMENT]`. A consumer stays where it is in a
// moment of its first page, and says so, for the test to kill it there: before its rows, or after they were committed.
import type { KafkaConfiguration } from '#configuration';
import { PostgresEventStore } from '#event-store';
import { openDatabase } from '#postgres';
import type { Page, PageTaker, Place } from './feed.js';
import { KafkaFeed } from './kafka-feed.js';
import { Relay } from './relay.js';
import { silent } from './silent-logger.testing.js';
import { TableTaker } from './table-taker.testing.js';

const [role, url, kafkaText, model = '', moment] = process.argv.slice(2);
const kafka = JSON.parse(kafkaText!) as KafkaConfiguration;
const pool = await openDatabase(url!, { max: 4 });
const store = await PostgresEventStore.open({ url: url! });
const forEver = new Promise<never>(() => undefined);

/** Takes pages with events up to one moment. */
class Interrupted implements PageTaker {
  readonly name = model;
  private readonly taker = new TableTaker(model, pool);

  place(partition: number): Promise<Place> {
    return this.taker.place(partition);
  }

  async take(page: Page): Promise<Place> {
    if (page.events.length > 0 && moment === 'before-rows') await this.stay(page);
    const place = await this.taker.take(page);
    if (page.events.length > 0 && moment === 'after-rows') await this.stay(page);
    return place;
  }

  private stay({ events, partition }: Page): Promise<never> {
    process.stdout.write(`${partition} ${events.length}\n`);
    return forEver;
  }
}

if (role === 'relay') {
  new Relay({ store, pool, kafka, logger: silent, pageSize: 20 }).start();
} else {
  const feed = new KafkaFeed({ kafka, store, logger: silent, pageSize: 25 });
  await feed.follow(new Interrupted(), new AbortController().signal);
}
