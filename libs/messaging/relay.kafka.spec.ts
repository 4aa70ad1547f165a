import { decode, type ReadMessage, sourceOf } from './cloud-event.js';
import { asAdmin, messagesIn, until, World } from './kafka.testing.js';
import { kafkaClient } from './kafka-client.js';
import { startProcess } from './process.testing.js';
import { silent } from './silent-logger.testing.js';
import { openTopic } from './topic.js';

describe('the relay', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  const readTopic = async (): Promise<ReadMessage[][]> => {
    const source = await sourceOf(world.store);
    return (await messagesIn(world.kafka)).map((messages) =>
      messages.map(({ value }) => {
        const message = decode(value, source!);
        if ('reason' in message) throw new Error(`unreadable: ${message.reason}`);
        return message;
      }),
    );
  };
  /** Every partition, read from its beginning, is complete up to the head, and has nothing that is not in the store. */
  const expectComplete = async (): Promise<{ repeats: number }> => {
    const head = await world.store.head();
    const stored = await world.store.readAll(0, 100_000);
    const partitions = await readTopic();
    let repeats = 0;
    const events = partitions.flatMap((messages) => {
      let position = 0;
      return messages.flatMap((message) => {
        expect(message.follows).toBeLessThanOrEqual(position);
        if (message.position <= position && message.event) repeats += 1;
        if (message.position <= position) return [];
        ({ position } = message);
        return message.event ? [message.event] : [];
      });
    });
    for (const messages of partitions) expect(Math.max(...messages.map(({ position }) => position))).toBe(head);
    expect(events.sort((a, b) => a.position - b.position)).toEqual(stored);
    return { repeats };
  };
  const published = async (): Promise<void> => {
    const head = await world.store.head();
    await until(`the topic reaches ${head}`, async () => (await checkpoint()) >= head);
  };
  const checkpoint = async (): Promise<number> => {
    const { rows } = await world.database.pool.query<{ position: number }>(
      'SELECT position FROM tirek_relay.checkpoint',
    );
    return rows[0]?.position ?? 0;
  };

  it('publishes every event in order, each saying what it follows, and tells every partition how far it is', async () => {
    await world.append(70);
    const relay = world.relay();
    await published();
    await world.append(15);
    await published();
    expect(await expectComplete()).toEqual({ repeats: 0 });
    expect(relay.isActive()).toBe(true);
    expect(relay.position()).toBe(await world.store.head());
  });

  it('is at work once: another waits, and takes over when it stops', async () => {
    await world.append(10);
    const first = world.relay();
    await until('the first works', () => first.isActive());
    const second = world.relay();
    await published();
    expect([first.isActive(), second.isActive()]).toEqual([true, false]);
    await first.stop();
    await until('the second works', () => second.isActive());
    await world.append(10);
    await published();
    expect(first.isActive()).toBe(false);
    await expectComplete();
  });

  it('stops when its connection to the database is lost, and one of both goes on', async () => {
    await world.append(10);
    const relays = [world.relay(), world.relay()];
    await published();
    const { rows } = await world.database.pool.query(
      `SELECT pg_terminate_backend(pid) AS ended FROM pg_locks JOIN pg_database ON oid = database
       WHERE locktype = 'advisory' AND granted AND datname = current_database()`,
    );
    expect(rows).toEqual([{ ended: true }]);
    await world.append(30);
    await published();
    await until('one of both works', () => relays.filter((relay) => relay.isActive()).length === 1);
    await expectComplete();
  });

  it('killed between the messages and its checkpoint repeats messages, and loses none', async () => {
    await world.append(5);
    const relay = startProcess('relay', world);
    await published();
    const holder = await world.database.pool.connect();
    await holder.query('BEGIN; SELECT position FROM tirek_relay.checkpoint FOR UPDATE');
    await world.append(30);
    // the checkpoint cannot move, and the messages are there
    const before = await checkpoint();
    await until('messages came after the checkpoint', async () =>
      (await readTopic()).flat().some(({ position, event }) => event && position > before),
    );
    relay.kill();
    await relay.ended;
    // PostgreSQL would not notice before it has done what it was asked
    await holder.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    await holder.query('ROLLBACK');
    holder.release();
    expect(await checkpoint()).toBe(before);

    world.relay();
    await published();
    const { repeats } = await expectComplete();
    expect(repeats).toBeGreaterThan(0);
  });

  it('stops also while the database does not answer', async () => {
    await world.append(5);
    const relay = world.relay();
    await published();
    const holder = await world.database.pool.connect();
    await holder.query('BEGIN; SELECT position FROM tirek_relay.checkpoint FOR UPDATE');
    await world.append(5);
    await until('the checkpoint cannot be moved', async () => {
      const { rowCount } = await world.database.pool.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return rowCount === 1;
    });
    await relay.stop();
    expect(relay.isActive()).toBe(false);
    await holder.query('ROLLBACK');
    holder.release();
  });

  it('says in one sentence why it cannot work with a topic of another number of partitions', async () => {
    await openTopic(world.kafka);
    const said: string[] = [];
    const warn = (_: object, message: string): void => void said.push(message);
    world.relay({ kafka: { ...world.kafka, partitions: 7 }, logger: { ...silent, warn } });
    await until('it was said', () => said.length > 0);
    expect(said[0]).toContain(`has ${world.kafka.partitions} partitions and KAFKA_PARTITIONS says 7`);
  });

  it('makes the topic anew when it was deleted, and says in every partition what it lacks', async () => {
    await world.append(12);
    world.relay({ idleMs: 200 });
    await published();
    const { kafka } = world;
    await asAdmin(kafka, (admin) => admin.deleteTopics({ topics: [kafka.topic] }));
    const complete = await world.store.head();
    await until('every partition tells how far it is', async () => {
      const topics = await asAdmin(kafka, (admin) => admin.listTopics());
      if (!topics.includes(kafka.topic)) return false;
      // its partitions have no leader for a moment
      const messages = await readTopic().catch(() => []);
      return messages.length === kafka.partitions && messages.every(([first]) => first?.follows === complete);
    });
    await world.append(8);
    await published();
    for (const messages of await readTopic()) expect(messages[0]!.follows).toBeGreaterThanOrEqual(complete);
  });

  it('refuses a topic that tells of more than the store has, and goes on refusing it when the store has grown', async () => {
    await world.append(5);
    const first = world.relay();
    await published();
    await first.stop();
    const head = await world.store.head();
    await world.database.pool.query('UPDATE tirek_relay.checkpoint SET position = $1', [head + 2]);
    const before = (await messagesIn(world.kafka)).flat().length;
    const said: string[] = [];
    const warn = (_: object, message: string): void => void said.push(message);
    const second = world.relay({ logger: { ...silent, warn } });
    await until('it was said', () => said.length > 0);
    await world.append(5);
    await until('it was said again', () => said.length > 2);
    for (const sentence of said) expect(sentence).toContain('Choose another KAFKA_TOPIC');
    expect((await messagesIn(world.kafka)).flat()).toHaveLength(before);
    expect(second.failure()).toMatchObject({ error: { name: 'StartRefused' }, forMs: expect.any(Number) });
  });

  it('says that it does not get on, until it does', async () => {
    await world.append(5);
    const relay = world.relay();
    await published();
    expect(relay.failure()).toBeUndefined();
    await world.database.pool.query(
      'ALTER TABLE tirek_relay.checkpoint ADD CONSTRAINT stuck CHECK (position < 6) NOT VALID',
    );
    await world.append(5);
    await until('it fails', () => relay.failure() !== undefined);
    const { forMs } = relay.failure()!;
    await until('it has failed for longer', () => relay.failure()!.forMs > forMs + 1_000);
    expect(relay.failure()!.error.code).toBe('23514');
    await world.database.pool.query('ALTER TABLE tirek_relay.checkpoint DROP CONSTRAINT stuck');
    await published();
    await until('it gets on', () => relay.failure() === undefined);
  });

  it('says from time to time how far it is, also when nothing happens', async () => {
    await world.append(3);
    world.relay({ idleMs: 100 });
    await published();
    const count = async () => (await messagesIn(world.kafka)).map((messages) => messages.length);
    const before = await count();
    await until('every partition was told again', async () => (await count()).every((now, i) => now > before[i]!));
  });

  it('does not end while the broker cannot be reached, and publishes when it can', async () => {
    await world.append(3);
    const away = world.relay({ kafka: { ...world.kafka, brokers: ['127.0.0.1:1'] } });
    await until('it has the turn', async () => (await checkpointRow()) === 1);
    expect(away.isActive()).toBe(false);
    await away.stop();
    world.relay();
    await published();
    await expectComplete();
  });
  const checkpointRow = async (): Promise<number> => {
    const { rows } = await world.database.pool.query('SELECT FROM tirek_relay.checkpoint');
    return rows.length;
  };

  it('writes what other consumers of Kafka can read: key, and the header of CloudEvents', async () => {
    await world.append(1);
    world.relay();
    await published();
    const consumer = kafkaClient(world.kafka).consumer({ groupId: world.kafka.topic });
    await consumer.connect();
    await consumer.subscribe({ topics: [world.kafka.topic], fromBeginning: true });
    const event = (await world.store.readAll(0, 1))[0]!;
    const message = await new Promise<{ key: string; type: string }>((resolve, reject) => {
      const eachMessage = ({ message }: { message: { key: Buffer | null; headers?: object } }) => {
        const { 'content-type': type } = message.headers as { 'content-type': Buffer };
        if (message.key) resolve({ key: message.key.toString(), type: type.toString() });
        return Promise.resolve();
      };
      consumer.run({ autoCommit: false, eachMessage }).catch(reject);
    });
    await consumer.disconnect();
    const { caseId } = event.data as { caseId: string };
    expect(message).toEqual({ key: caseId, type: 'application/cloudevents+json; charset=UTF-8' });
  });
});
