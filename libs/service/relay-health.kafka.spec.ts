import type { EventStore } from '#event-store';
import type { Relay, RelayFailure } from '#messaging';
import type { Database } from '#postgres';
import { testTopic } from '../messaging/kafka.testing.js';
import { RelayHealthController } from './relay-health.controller.js';

describe('the readiness of a relay, when all it stands on answers', () => {
  const ready = (failure?: RelayFailure) => {
    const store: Pick<EventStore, 'head'> = { head: () => Promise.resolve(7) };
    const database = { query: () => Promise.resolve({ rows: [] }) };
    const relay: Pick<Relay, 'isActive' | 'position' | 'failure'> = {
      isActive: () => false,
      position: () => 7,
      failure: () => failure,
    };
    return new RelayHealthController(
      store as EventStore,
      database as unknown as Database,
      testTopic(),
      relay as Relay,
    ).ready();
  };
  const error = { name: 'KafkaJSProtocolError', type: 'MESSAGE_TOO_LARGE' };

  it('is so while it gets on', async () => {
    expect(await ready()).toEqual({ status: 'ok', relay: { active: false, position: 7 } });
  });

  it('tells of a failure, and is so for a while', async () => {
    expect(await ready({ error, forMs: 29_000 })).toMatchObject({ status: 'ok', relay: { failure: { error } } });
  });

  it('is not so when it has been failing for half a minute', async () => {
    await expect(ready({ error, forMs: 30_000 })).rejects.toMatchObject({
      extra: { members: { eventStore: true, database: true, kafka: true, relay: { failure: { error } } } },
    });
  });
});
