import { readdirSync, readFileSync } from 'node:fs';
import { EventCatalogue } from '#event-store';
import type { EventDefinition, RecordedEvent } from '#kernel';
import { assistanceEvents } from '#nrm/assistance';
import { breakGlassEvents } from '#nrm/break-glass';
import { consentEvents } from '#nrm/consent';
import { directoryEvents } from '#nrm/directory';
import { erasureEvents } from '#nrm/erasure';
import { exportEvents } from '#nrm/export';
import { identificationEvents } from '#nrm/identification';
import { membershipEvents } from '#nrm/membership';
import { notificationEvents } from '#nrm/notification';
import { prosecutionEvents } from '#nrm/prosecution';
import { referralEvents } from '#nrm/referral';
import { rehabilitationEvents } from '#nrm/rehabilitation';
import { subjectRightsEvents } from '#nrm/subject-rights';
import { CasesRead } from '../audit/reads.events.js';
import { checkOf } from './schema.testing.js';

// The files in __events__ are what is on disk somewhere: once committed they are never edited. When an event changes, its
// definition gets an upcaster and the new version a file of its own; the old file must still be read.

const subjects: Record<string, readonly EventDefinition[]> = {
  '../audit': [CasesRead],
  assistance: assistanceEvents,
  'break-glass': breakGlassEvents,
  consent: consentEvents,
  directory: directoryEvents,
  erasure: erasureEvents,
  export: exportEvents,
  identification: identificationEvents,
  membership: membershipEvents,
  notification: notificationEvents,
  prosecution: prosecutionEvents,
  referral: referralEvents,
  rehabilitation: rehabilitationEvents,
  'subject-rights': subjectRightsEvents,
};
const catalogue = new EventCatalogue(Object.values(subjects).flat());
const folderOf = (subject: string) => new URL(`./${subject}/__events__/`, import.meta.url);

const versionsOf = ({ type, version }: EventDefinition) =>
  Array.from({ length: version }, (_, index) => ({ type, version: index + 1, file: `${type}.v${index + 1}.json` }));

const golden = Object.entries(subjects).flatMap(([subject, definitions]) =>
  definitions.flatMap(versionsOf).map((known) => ({ subject, ...known })),
);

type Data = Record<string, unknown>;
const readData = (subject: string, file: string): Data =>
  JSON.parse(readFileSync(new URL(file, folderOf(subject)), 'utf8')) as Data;

function upcast(type: string, schemaVersion: number, data: Data): Data {
  const event: RecordedEvent = {
    position: 1,
    stream: 'golden-1',
    revision: 0,
    eventId: '0198f3a0-4c1d-7b20-9a3e-5f6071829000',
    type,
    schemaVersion,
    occurredAt: '2026-03-08',
    recordedAt: '2026-03-08T12:00:00.000Z',
    data,
    metadata: {
      actor: { user: 'police.osh', organisation: '0198f3a3-4c1d-7b20-9a3e-5f6071829003', role: 'police-officer' },
      commandId: '0198f3a9-4c1d-7b20-9a3e-5f6071829009',
      correlationId: '0198f3a9-4c1d-7b20-9a3e-5f6071829009',
      causationId: '0198f3a9-4c1d-7b20-9a3e-5f6071829009',
      exercise: true,
    },
  };
  const current = catalogue.upcast(event);
  expect(current.schemaVersion).toBe(catalogue.definition(type).version);
  return current.data as Data;
}

/** Every object inside, the whole first. */
function* objectsIn(value: unknown): Generator<Data> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Data;
  for (const member of Object.values(value)) yield* objectsIn(member);
}

/** The data once for each object inside it, and in each one thing changed. */
function* eachChanged(data: Data, change: (object: Data) => void): Generator<Data> {
  const count = [...objectsIn(data)].length;
  for (let index = 0; index < count; index += 1) {
    const copy = structuredClone(data);
    const object = [...objectsIn(copy)][index];
    if (object) change(object);
    yield copy;
  }
}

describe.each(Object.keys(subjects))('the stored events of %s', (subject) => {
  it('are one file for each type and version, and no other', () =>
    expect(readdirSync(folderOf(subject)).sort()).toEqual(
      golden
        .filter((known) => known.subject === subject)
        .map(({ file }) => file)
        .sort(),
    ));
});

describe.each(golden)('$file', ({ subject, file, type, version }) => {
  const stored = readData(subject, file);
  const definition = catalogue.definition(type);
  const check = checkOf(definition);

  it('is read as the current version', () => {
    check(upcast(type, version, stored));
    expect(check.errors ?? []).toEqual([]);
  });

  it('leaves no field of the current version out', () => {
    expect(Object.keys(upcast(type, version, stored)).sort()).toEqual(Object.keys(definition.schema.properties).sort());
  });

  it('would not be accepted without one of its required fields', () => {
    const current = upcast(type, version, stored);
    for (const field of (definition.schema.required ?? []) as string[]) {
      const { [field]: _, ...rest } = current;
      expect({ without: field, accepted: check(rest) }).toEqual({ without: field, accepted: false });
    }
  });

  it('would not be accepted with a field too many, however deep', () => {
    for (const changed of eachChanged(upcast(type, version, stored), (object) => (object.surprise = 1))) {
      expect(check(changed)).toBe(false);
    }
  });

  it('would not be accepted with a field of another kind', () => {
    const current = upcast(type, version, stored);
    for (const field of Object.keys(current)) {
      expect({ wrong: field, accepted: check({ ...current, [field]: 7 }) }).toEqual({ wrong: field, accepted: false });
    }
  });
});
