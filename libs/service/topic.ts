import type { KafkaConfiguration } from '#configuration';
import { errorKind } from '#kernel';
import { openTopic } from '#messaging';
import { StartRefused } from '#postgres';
import { messagingLogger } from './logging.js';

/**
 * Makes the topic where it is missing; a broker that is away is waited for later. Throws StartRefused when the topic has
 * another number of partitions than configured.
 */
export async function checkTopic(kafka: KafkaConfiguration): Promise<void> {
  try {
    await openTopic(kafka);
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    messagingLogger.warn({ ...errorKind(error) }, 'Kafka does not answer yet');
  }
}
