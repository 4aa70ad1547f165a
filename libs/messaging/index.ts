export { asyncApiDocument } from './asyncapi.js';
export * from './feed.js';
export { KafkaFeed } from './kafka-feed.js';
export { Relay, relayMigrations, type RelayFailure } from './relay.js';
export { isKafkaReachable, openTopic } from './topic.js';
export { RunsWithApplication } from './runs-with-application.js';
export { StoreFeed } from './store-feed.js';
export { Subscriber, subscriberMigrations, type SubscriberOptions } from './subscriber.js';
export { unlessAborted } from './waiting.js';
