import { type Feed, KafkaFeed, StoreFeed } from '#messaging';
import type { Ground } from './ground.js';
import { messagingLogger } from './logging.js';

/**
 * Where the read models that may lag get their events from: the topic where there is one, else the event store. What
 * rights are judged from is never fed by it.
 */
export const feedOf = ({ kafka, store }: Ground): Feed =>
  kafka ? new KafkaFeed({ kafka, store, logger: messagingLogger }) : new StoreFeed(store);
