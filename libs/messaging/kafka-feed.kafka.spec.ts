import { setTimeout as sleep } from 'node:timers/promises';
import { consume, expectReplay, type TestConsumer } from './consumers.testing.js';
import { sourceOf } from './cloud-event.js';
import { EventPublisher } from './event-publisher.js';
import type { PageTaker } from './feed.js';
import { asAdmin, messagesIn, until, World } from './kafka.testing.js';
import { kafkaClient } from './kafka-client.js';
import { recorded } from './messages.testing.js';
import { startProcess } from './process.testing.js';
import { openTopic } from './topic.js';

describe('a read model behind Kafka has every event exactly once and in order', () => {
  let world: World;
  let consumers: TestConsumer[];
  const start = (taker: PageTaker): TestConsumer => {
    const consumer = consume(world, taker);
    consumers.push(consumer);
    return consumer;
  };
  beforeEach(async () => {
    world = await World.open();
    consumers = [];
  });
  afterEach(async () => {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await world.close();
  });
  const groupOf = (name: string) => `tirek.${world.kafka.topic}.${name}`;

  it('as events come, and for a second read model on the same topic', async () => {
    const [one, two] = [await world.tables('one'), await world.tables('two')];
    world.relay();
    start(one);
    await world.append(120);
    start(two);
    await world.append(60);
    await expectReplay(world, one);
    await expectReplay(world, two);
  });

  it('while consumers join and leave as events flow, and all partitions are read at any time', async () => {
    const tables = await world.tables();
    world.relay();
    const first = start(tables);
    let flowing = true;
    const flow = (async () => {
      for (; flowing; await sleep(50)) await world.append(10);
    })();
    await until('the first has all partitions', () => first.assignments.at(-1)?.length === 4);
    const second = start(tables);
    await until('they share', () => first.assignments.at(-1)?.length === 2 && second.assignments.at(-1)?.length === 2);
    const third = start(tables);
    await until('three share', () => third.assignments.length > 0 && first.assignments.at(-1)!.length < 3);
    await first.stop();
    await until('two are left', () => second.assignments.at(-1)!.length + third.assignments.at(-1)!.length === 4);
    flowing = false;
    await flow;
    await expectReplay(world, tables);
    await second.stop();
    await world.append(50);
    await expectReplay(world, tables);
  });

  it('when the group of consumers is set back to the beginning, or ahead', async () => {
    const tables = await world.tables();
    world.relay();
    await world.append(150);
    const first = start(tables);
    await expectReplay(world, tables);
    for (const [offset, count] of [
      ['0', 30],
      ['1000000', 30],
      ['5', 0],
    ] as const) {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await asAdmin(world.kafka, (admin) =>
        admin.setOffsets({
          groupId: groupOf(tables.name),
          topic: world.kafka.topic,
          partitions: [0, 1, 2, 3].map((partition) => ({ partition, offset })),
        }),
      );
      await world.append(count);
      start(tables);
      await expectReplay(world, tables);
    }
    expect(first.said).not.toContain('a page was not taken and will be again');
  });

  it('when messages are delivered again that the tables have, because the place says so', async () => {
    const tables = await world.tables();
    world.relay();
    await world.append(100);
    const consumer = start(tables);
    await expectReplay(world, tables);
    await consumer.stop();
    // rows and positions stay, where to read begins again
    await world.database.pool.query('UPDATE places SET next = 0');
    await world.append(20);
    start(tables);
    await expectReplay(world, tables);
  });

  it('when one partition is held back while the others run far ahead', async () => {
    const tables = await world.tables();
    world.relay();
    let held = true;
    let refusals = 0;
    const taker: PageTaker = {
      name: tables.name,
      place: (partition) => tables.place(partition),
      take: (page) => {
        if (!held || page.partition !== 2) return tables.take(page);
        refusals += 1;
        throw new Error('not now');
      },
    };
    const consumer = start(taker);
    await world.append(200);
    const head = await world.store.head();
    const positions = () => Promise.all([0, 1, 2, 3].map(async (p) => (await tables.place(p)).position));
    await until('the others are at the head', async () =>
      (await positions()).every((position, partition) => (partition === 2 ? position === 0 : position === head)),
    );
    await until('it was tried again', () => refusals >= 2);
    held = false;
    await expectReplay(world, tables);
    expect(consumer.said).toContain('a page was not taken and will be again');
  });

  it.each(['before-rows', 'after-rows'])(
    'when a consumer is killed %s and before the offset is told',
    async (moment) => {
      const tables = await world.tables();
      world.relay();
      await world.append(150);
      const killed = startProcess('consumer', world, tables.name, moment);
      await until('it is in the middle of a page', () => killed.lines.length > 0);
      start(tables);
      killed.kill();
      await killed.ended;
      const { rows } = await world.database.pool.query<{ count: number }>('SELECT count(*) FROM taken');
      expect(rows[0]!.count > 0).toBe(moment === 'after-rows');
      await world.append(20);
      await expectReplay(world, tables);
    },
  );

  it('when the messages were removed before they were read: they come from the store', async () => {
    const { kafka } = world;
    const tables = await world.tables();
    const relay = world.relay({ idleMs: 300 });
    await world.append(40);
    const consumer = start(tables);
    await expectReplay(world, tables);
    await consumer.stop();
    await world.append(130);
    const head = await world.store.head();
    await until('all is published', () => relay.position() === head);
    await asAdmin(kafka, async (admin) => {
      const ends = await admin.fetchTopicOffsets(kafka.topic);
      await admin.deleteTopicRecords({
        topic: kafka.topic,
        partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
      });
    });
    const again = start(tables);
    await expectReplay(world, tables);
    expect(again.said).toContain('the topic lacks events, which are read from the store');
  });

  it('when the topic was deleted and made anew, with the consumer at work', async () => {
    const { kafka } = world;
    const tables = await world.tables();
    world.relay({ idleMs: 300 });
    start(tables);
    await world.append(90);
    await expectReplay(world, tables);
    await asAdmin(kafka, (admin) => admin.deleteTopics({ topics: [kafka.topic] }));
    await world.append(60);
    await expectReplay(world, tables);
    await world.append(10);
    await expectReplay(world, tables);
  });

  it('when the topic was made anew and holds all events again', async () => {
    const { kafka } = world;
    const tables = await world.tables();
    const relay = world.relay();
    const consumer = start(tables);
    await world.append(90);
    await expectReplay(world, tables);
    await Promise.all([consumer.stop(), relay.stop()]);
    await asAdmin(kafka, (admin) => admin.deleteTopics({ topics: [kafka.topic] }));
    await world.database.pool.query('DELETE FROM tirek_relay.checkpoint');
    await until('it is gone', async () => !(await asAdmin(kafka, (admin) => admin.listTopics())).includes(kafka.topic));
    await openTopic(kafka);
    world.relay();
    await world.append(10);
    start(tables);
    await expectReplay(world, tables);
  });

  it('when two publish at once, so that the topic has everything twice, mixed', async () => {
    const { store, kafka } = world;
    const tables = await world.tables();
    world.relay({ pageSize: 3 });
    await world.append(60);
    start(tables);
    const publisher = await EventPublisher.open(kafka);
    const flow = world.append(100);
    const source = (await sourceOf(store))!;
    for (let from = 0; from < 100;) {
      const events = await store.readAll(from, 7);
      const to = events.at(-1)?.position ?? from;
      await publisher.publish({ from, to, events }, source);
      from = to;
    }
    await Promise.all([flow, publisher.close()]);
    await expectReplay(world, tables);
    const messages = (await messagesIn(kafka)).flat();
    expect(messages.filter(({ value }) => value.includes('SomethingHappened')).length).toBeGreaterThan(250);
  });

  it('when somebody else writes into the topic: that is parked with its place and keeps nothing back', async () => {
    const { kafka } = world;
    const tables = await world.tables();
    world.relay();
    start(tables);
    await world.append(20);
    await expectReplay(world, tables);
    const producer = kafkaClient(kafka).producer();
    await producer.connect();
    const sent = await producer.send({
      topic: kafka.topic,
      messages: [
        { partition: 1, value: '{"name":"Айпери"}' },
        { partition: 1, value: null },
      ],
    });
    await producer.disconnect();
    await world.append(20);
    await expectReplay(world, tables);
    const offset = Number(sent[0]!.baseOffset);
    await until('both are parked', async () => (await tables.parked()).length === 2);
    expect(await tables.parked()).toEqual([
      {
        at: `${kafka.topic}/1@${offset}`,
        reason: 'it is no CloudEvent of ours: the message fails "required"',
      },
      { at: `${kafka.topic}/1@${offset + 1}`, reason: 'it is empty' },
    ]);
  });

  it('when the topic tells of events that the store does not have: those are parked and do not move the place', async () => {
    const { kafka, store } = world;
    const tables = await world.tables();
    await openTopic(kafka);
    const lost = Array.from({ length: 8 }, (_, i) => recorded(50 + i));
    await world.append(10);
    const publisher = await EventPublisher.open(kafka);
    await publisher.publish({ from: 0, to: 10, events: await store.readAll(0, 10) }, (await sourceOf(store))!);
    await publisher.publish({ from: 10, to: 57, events: lost }, (await sourceOf(store))!);
    await publisher.close();
    start(tables);
    await until('they are parked', async () => (await tables.parked()).length >= lost.length);
    await until('every partition is read', async () => (await tables.position(kafka.partitions)) >= 10);
    for (const { reason } of await tables.parked()) expect(reason).toBe('it is beyond the end of the event store');
    expect(await tables.position(kafka.partitions)).toBe(10);
    await expectReplay(world, tables);
  });

  it('when a page takes longer than the group waits for a sign of life', async () => {
    const tables = await world.tables();
    world.relay();
    await world.append(40);
    let assignedBefore = 0;
    const consumer: TestConsumer = start({
      name: tables.name,
      place: (partition) => tables.place(partition),
      take: async (page) => {
        if (assignedBefore === 0) {
          assignedBefore = consumer.assignments.length;
          await sleep(12_000);
        }
        return tables.take(page);
      },
    });
    await expectReplay(world, tables);
    expect(consumer.assignments).toHaveLength(assignedBefore);
  });

  it('leaves the group when it stops, so that others need not wait for its session to end', async () => {
    const tables = await world.tables();
    world.relay();
    await world.append(5);
    const consumer = start(tables);
    await expectReplay(world, tables);
    await consumer.stop();
    const { groups } = await asAdmin(world.kafka, (admin) => admin.describeGroups([groupOf(tables.name)]));
    expect(groups[0]!.members).toEqual([]);
  });
});
