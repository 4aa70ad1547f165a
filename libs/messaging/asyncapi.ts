import type { KafkaConfiguration } from '#configuration';
import type { EventDefinition } from '#kernel';
import { cloudEventType, contentType, eventSchema, progressSchema, progressType } from './cloud-event.js';

type Json = { readonly [key: string]: unknown };

const HOUR_MS = 3_600_000;

/**
 * The AsyncAPI 3.0 document of the topic: a message for each event type in its current schema version, and the one that
 * tells progress. JSON, ready to be sent.
 */
export function asyncApiDocument(
  definitions: Iterable<EventDefinition>,
  {
    version,
    kafka: { topic, partitions, replication, retentionHours },
  }: {
    /** Of the software. */
    readonly version: string;
    readonly kafka: Pick<KafkaConfiguration, 'topic' | 'partitions' | 'replication' | 'retentionHours'>;
  },
): Json {
  const messages = Object.fromEntries([
    ...[...definitions].map((definition) => [definition.type, eventMessage(definition)]),
    ['progress', progressMessage],
  ]) as Record<string, Json>;
  return plain({
    asyncapi: '3.0.0',
    info: {
      title: 'Tirek: what happens in the national referral mechanism',
      version,
      description: [
        'Every event of the store, as a CloudEvent 1.0 in structured JSON, in one topic. All events of a case are in one partition, in the order in which they were recorded.',
        'A message may come more than once: pass over what is not after the last `sequence` you have of the partition. `follows` is the position up to which the partition was complete before the message: when it is after the last one you have, messages were removed before you read them, or an event was too large for a message.',
        'Personal texts are sealed with a key of the person, which no reader of the topic has.',
      ].join('\n\n'),
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: contentType,
    channels: {
      events: {
        address: topic,
        messages: mapped(messages, (name) => ({ $ref: `#/components/messages/${name}` })),
        bindings: {
          kafka: {
            partitions,
            replicas: replication,
            topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': retentionHours * HOUR_MS },
            bindingVersion: '0.5.0',
          },
        },
      },
    },
    operations: {
      publishEvents: {
        action: 'send',
        channel: { $ref: '#/channels/events' },
        messages: Object.keys(messages).map((name) => ({ $ref: `#/channels/events/messages/${name}` })),
      },
    },
    components: { messages, schemas: { Event: eventSchema } },
  });
}

const eventMessage = ({ type, version, schema }: EventDefinition): Json => ({
  name: cloudEventType(type, version),
  title: type,
  contentType,
  payload: {
    allOf: [
      { $ref: '#/components/schemas/Event' },
      { type: 'object', properties: { type: { const: cloudEventType(type, version) }, data: asStored(schema) } },
    ],
  },
  bindings: {
    kafka: { key: { type: 'string', description: 'The attribute `partitionkey`.' }, bindingVersion: '0.5.0' },
  },
});

const progressMessage: Json = {
  name: progressType,
  title: 'Progress',
  summary: 'The partition is complete up to a position, without an event.',
  contentType,
  payload: progressSchema,
};

/** A schema with its personal texts as they are stored. */
function asStored(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asStored);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { personal } = schema as { readonly personal?: unknown };
  if (typeof personal === 'string') {
    return { type: 'string', pattern: '^sealed\\.v1\\.', description: `Sealed. Field group: ${personal}.` };
  }
  return mapped(schema as Json, (_, inner) => asStored(inner));
}

const mapped = <T, R>(object: { readonly [key: string]: T }, change: (key: string, value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value)]));

/** Without what a schema library notes on its objects beside the schema. */
const plain = (document: Json): Json => JSON.parse(JSON.stringify(document)) as Json;
