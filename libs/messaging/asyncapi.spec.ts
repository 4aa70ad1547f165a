import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { Type } from 'typebox';
import { StoreFounded } from '#event-store';
import { defineEvent, personal } from '#kernel';
import { asyncApiDocument } from './asyncapi.js';
import { decode, encodeEvent } from './cloud-event.js';
import { historyCatalogue } from '../projections/history.testing.js';
import { recorded, source } from './messages.testing.js';

const specs = createRequire(import.meta.url)('@asyncapi/specs') as {
  schemasWithoutId: Record<string, object>;
};

const Told = defineEvent('Told', {
  caseId: Type.String(),
  basis: Type.Union([Type.Object({ kind: Type.Literal('A'), reason: personal('Narrative') })]),
  notes: Type.Array(personal('Needs')),
});

type Anything = { [key: string]: Anything };

const document = asyncApiDocument([StoreFounded, Told, ...historyCatalogue.all()], {
  version: '0.1.0',
  kafka: { topic: 'tirek.nrm', partitions: 6, replication: 3, retentionHours: 168 },
}) as Anything;

describe('the AsyncAPI document', () => {
  it('fits the schema of AsyncAPI 3.0', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const fits = ajv.compile(specs.schemasWithoutId['3.0.0']!);
    fits(document);
    expect(fits.errors).toBeNull();
  });

  it('has a message for every event type, and the topic as it is', () => {
    expect(Object.keys(document['components']!['messages']!)).toEqual([
      'StoreFounded',
      'Told',
      ...[...historyCatalogue.all()].map(({ type }) => type),
      'progress',
    ]);
    expect(document['channels']!['events']).toMatchObject({
      address: 'tirek.nrm',
      bindings: { kafka: { partitions: 6, topicConfiguration: { 'retention.ms': 604_800_000 } } },
    });
  });

  it('shows personal texts as sealed, and nowhere as text', () => {
    expect(JSON.stringify(document)).not.toContain('"personal"');
    const told = JSON.stringify(document['components']!['messages']!['Told']);
    expect(told.match(/\^sealed/g)).toHaveLength(2);
    expect(told).toContain('Field group: Narrative.');
  });

  it('describes what is really published', () => {
    const ajv = new Ajv({ strict: false });
    ajv.addSchema({ ...document, $id: 'asyncapi' });
    const fits = ajv.compile({ $ref: 'asyncapi#/components/messages/Told/payload' });
    const data = { caseId: 'b8', basis: { kind: 'A', reason: 'sealed.v1.abc' }, notes: ['sealed.v1.def'] };
    const published = JSON.parse(encodeEvent(recorded(3, { type: 'Told', data }), { source, follows: 1 })) as object;
    expect([fits(published), fits({ ...published, data: { ...data, notes: ['in clear'] } })]).toEqual([true, false]);
    expect(decode(JSON.stringify(published), source)).toMatchObject({ position: 3 });
  });
});
