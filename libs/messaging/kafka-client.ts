import { Kafka, logLevel } from 'kafkajs';
import type { KafkaConfiguration } from '#configuration';
import { errorKind } from '#kernel';

/**
 * A client of the configured brokers. Silent: kafkajs reports what it retries by itself, as COORDINATOR_LOAD_IN_PROGRESS
 * of a starting broker, as errors, and quotes messages; what it gives up on rejects, and is logged by who asked. With 8
 * retries that is after about five seconds.
 */
export function kafkaClient({ brokers, tls, credentials }: KafkaConfiguration, { retries = 8 } = {}): Kafka {
  return new Kafka({
    clientId: 'tirek',
    brokers: [...brokers],
    ssl: tls,
    ...(credentials ? { sasl: { mechanism: 'scram-sha-512', ...credentials } } : {}),
    connectionTimeout: 3_000,
    logLevel: logLevel.NOTHING,
    // all of it: kafkajs has other defaults while NODE_ENV is "test"
    retry: { initialRetryTime: 100, multiplier: 2, factor: 0.2, maxRetryTime: 1_000, retries },
  });
}

/** What a log may be told of an error of Kafka: also the protocol's name of it, as MESSAGE_TOO_LARGE. */
export function kafkaErrorKind(error: unknown): {
  readonly name: string;
  readonly code?: string;
  readonly type?: string;
} {
  const { type, cause } = (error ?? {}) as { readonly type?: unknown; readonly cause?: unknown };
  if (typeof type === 'string') return { ...errorKind(error), type };
  return cause === undefined ? errorKind(error) : { ...kafkaErrorKind(cause), name: errorKind(error).name };
}
