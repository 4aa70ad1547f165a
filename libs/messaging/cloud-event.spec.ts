import { Kafka, type KafkaMessage } from 'cloudevents';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel';
import { contentType, decode, encodeEvent, encodeProgress } from './cloud-event.js';
import { recorded, source } from './messages.testing.js';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const withSurrogates = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes));
const text = fc.oneof(anyText, withSurrogates, fc.constant('x'.repeat(20_000)));
const data = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(text, fc.jsonValue()), {
  maxKeys: 5,
}) as fc.Arbitrary<object>;

const anyEvent: fc.Arbitrary<RecordedEvent> = fc.record({
  position: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  stream: fc.uuid().map((id) => `case-${id}`),
  revision: fc.nat(),
  eventId: fc.uuid(),
  type: fc.constantFrom('SomethingHappened', 'StoreFounded'),
  schemaVersion: fc.integer({ min: 1, max: 40 }),
  occurredAt: fc.constantFrom('2026-11-21', '2026-11-21T10:00:00.000Z'),
  recordedAt: fc
    .tuple(fc.integer({ min: 0, max: 59 }), fc.constantFrom('.120001', '.000000', '.123', ''))
    .map(([second, fraction]) => `2026-11-21T22:11:${String(second).padStart(2, '0')}${fraction}Z`),
  // as stored: through JSON
  data: data.map((value) => JSON.parse(JSON.stringify(value)) as object),
  metadata: fc.record(
    {
      actor: fc.record({ user: text, organisation: fc.uuid(), role: text }),
      commandId: fc.uuid(),
      correlationId: fc.uuid(),
      causationId: text,
      exercise: fc.boolean(),
      fingerprint: fc.base64String(),
    },
    { requiredKeys: ['actor', 'commandId', 'correlationId', 'causationId', 'exercise'] },
  ),
});

/** A message as the library takes it. */
const inKafka = (value: string, key = ''): KafkaMessage<string> => ({
  key,
  value,
  headers: { 'content-type': contentType },
  body: value,
});

describe('an event as a CloudEvent', () => {
  it('is read back equal to the stored one, whatever its texts are', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const follows = event.position - 1;
        const read = decode(Buffer.from(encodeEvent(event, { source, follows })), source);
        expect(read).toEqual({ position: event.position, follows, event });
      }),
    );
  });

  it('is one that the CloudEvents library reads, from Kafka in structured mode', () => {
    const event = recorded(7, { data: { caseId: 'b8', note: 'sealed.v1.x' } });
    const value = encodeEvent(event, { source, follows: 3 });
    const read = Kafka.toEvent(inKafka(value, 'b8'));
    expect(read).toMatchObject({
      id: event.eventId,
      source,
      type: 'org.tirek.SomethingHappened.v1',
      subject: event.stream,
      partitionkey: 'b8',
      sequence: '0000000000000007',
      follows: '0000000000000003',
      data: event.data,
    });
  });

  it('keeps the time of recording to the microsecond, as text', () => {
    const { time } = JSON.parse(encodeEvent(recorded(1), { source, follows: 0 })) as { time: string };
    expect(time).toBe('2026-11-21T22:11:29.120001Z');
  });
});

describe('progress', () => {
  it('is read back, without an event', () => {
    const value = encodeProgress(9, { source, follows: 4, partition: 2 });
    expect(decode(value, source)).toEqual({ position: 9, follows: 4, partition: 2 });
    expect(Kafka.toEvent(inKafka(value))).toMatchObject({
      id: 'progress-2-9',
      type: 'org.tirek.progress.v1',
    });
  });
});

describe('what is no event of ours', () => {
  const good = JSON.parse(encodeEvent(recorded(7), { source, follows: 3 })) as Record<string, unknown>;
  const changed = (changes: object) => JSON.stringify({ ...good, ...changes });

  it.each([
    ['nothing', null, 'it is empty'],
    ['an empty text', '', 'it is not JSON'],
    ['bytes', Buffer.from([0xff, 0x00, 0xfe]), 'it is not JSON'],
    ['a number', '7', 'it is no CloudEvent of ours: the message fails "type"'],
    ['another JSON', '{"secret":"Айпери"}', 'it is no CloudEvent of ours: the message fails "required"'],
    ['another version', changed({ specversion: '0.3' }), 'it is no CloudEvent of ours: /specversion fails "const"'],
    ['another type', changed({ type: 'com.example.x' }), 'it is no CloudEvent of ours: /type fails "pattern"'],
    ['a number as position', changed({ sequence: 7 }), 'it is no CloudEvent of ours: /sequence fails "type"'],
    ['an unsafe position', changed({ sequence: '9007199254740993' }), 'its place in the store is impossible'],
    ['a short position', changed({ sequence: '7' }), 'it is no CloudEvent of ours: /sequence fails "pattern"'],
    ['follows itself later', changed({ follows: '0000000000000008' }), 'its place in the store is impossible'],
    ['no time', changed({ time: 'yesterday' }), 'it is no CloudEvent of ours: /time fails "pattern"'],
    ['data as text', changed({ data: 'x' }), 'it is no CloudEvent of ours: /data fails "type"'],
    ['an id that is none', changed({ id: 'x' }), 'it is no CloudEvent of ours: /id fails "pattern"'],
    ['a stream with U+0000', changed({ subject: 'a\u0000b' }), 'it is no CloudEvent of ours: /subject fails "pattern"'],
    [
      'a stream with half a letter',
      changed({ subject: '\ud800' }),
      'it is no CloudEvent of ours: /subject fails "pattern"',
    ],
    ['another installation', changed({ source: '/tirek/other' }), 'it is of another installation'],
  ])('%s: is said without what is in it', (_, value, reason) => {
    expect(decode(value, source)).toEqual({ reason });
  });

  it('never throws and never repeats what it read', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue().map((value) => JSON.stringify(value)),
          fc.string(),
        ),
        (value) => {
          const read = decode(value, source);
          expect(
            'reason' in read &&
              /^it is (not JSON|no CloudEvent of ours: the message fails "(type|required)")$/.test(read.reason),
          ).toBe(true);
        },
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), fc.jsonValue(), (key, value) => {
        const read = decode(changed({ [key]: value }), source);
        const allowed =
          /^(it is no CloudEvent of ours: [/a-z ]+ fails "\w+"|it is of another installation|its place in the store is impossible)$/;
        expect('reason' in read ? allowed.test(read.reason) : true).toBe(true);
      }),
    );
  });
});
