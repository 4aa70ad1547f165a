// A process for the tests: `projection-role.testing.ts URL KAFKA` keeps the caseload up to date, over Kafka. Of the build:
// read models stand on Nest, whose decorators plain Node does not run.
import { caseloadProjection } from '#caseload';
import type { KafkaConfiguration } from '#configuration';
import { PostgresEventStore } from '#event-store';
import { KafkaFeed } from '#messaging';
import { openDatabase } from '#postgres';
import { ProjectionRunner } from '#projections';
import { historyCatalogue } from '../projections/history.testing.js';
import { silent } from './silent-logger.testing.js';

const [url, kafkaText] = process.argv.slice(2);
const kafka = JSON.parse(kafkaText!) as KafkaConfiguration;
const pool = await openDatabase(url!, { max: 4 });
const store = await PostgresEventStore.open({ url: url! });
const feed = new KafkaFeed({ kafka, store, logger: silent, pageSize: 10 });
const projection = caseloadProjection('KG');
await new ProjectionRunner({ store, pool, projection, feed, catalogue: historyCatalogue, logger: silent }).start();
