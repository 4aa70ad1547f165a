import { purposeOf, type Caller, type Purpose, type Relation, type Role } from '#access';
import { derivedId, personOf, type EventDefinition, type EventOf, type FieldGroup, type RecordedEvent } from '#kernel';
import { ConsentGiven, ConsentWithdrawn } from '#nrm/consent';
import { IdentificationLogged } from '#nrm/identification';
import { ProceedingRegistered } from '#nrm/prosecution';
import { ReferralSent } from '#nrm/referral';
import { mapField, personalFields } from '../privacy/personal-fields.js';
import { historyCatalogue } from '../projections/history.testing.js';
import type { Asking } from './asking.js';
import { evolveCaseFile, type CaseFile } from './case-file.js';
import { relationsOf } from './case-relations.js';
import type { Disclosed } from './disclosure.js';
import { maskedEvent, type ToldEvent } from './masked-event.js';

const named = (name: string): string => derivedId('case file', name);

/** The organisations of the stories. */
export const [police, shelter, otherNgo, office, commission, administration] = [
  'police',
  'shelter',
  'other NGO',
  'office',
  'commission',
  'administration',
].map(named) as [string, string, string, string, string, string];
export const caseId = named('case');
export const [referralId, consentId, proceedingId] = ['referral', 'consent', 'proceeding'].map(named) as [
  string,
  string,
  string,
];

/** When the stories are asked about. */
export const now = new Date('2026-11-05T06:00:00.000Z');

export const callerFrom = (organisationId: string, role: Role = 'ngo-caseworker'): Caller => ({
  user: 'somebody',
  organisationId,
  roles: [role],
});

/** A caller asking by the first role, for a purpose of it, with a second factor. */
export const asked = (caller: Caller, purpose?: Purpose): Asking => {
  const [role] = caller.roles;
  if (!role) throw new Error('a caller has a role');
  return { caller, role, purpose: purposeOf(role, purpose), secondFactor: true };
};

type Data<D> = EventOf<D>['data'];

/** One case, told event by event, a minute apart; each by an organisation. */
export class CaseStory {
  readonly events: RecordedEvent[] = [];

  tell<D extends EventDefinition>(by: string, definition: D, data: Data<D>): this {
    const position = this.events.length + 1;
    const recordedAt = new Date(Date.parse('2026-11-02T06:00:00.000Z') + position * 60_000).toISOString();
    const id = named(`event ${position}`);
    this.events.push({
      eventId: id,
      type: definition.type,
      schemaVersion: definition.version,
      occurredAt: recordedAt,
      data,
      metadata: {
        actor: { user: 'somebody', organisation: by, role: 'police-officer' },
        commandId: id,
        correlationId: id,
        causationId: id,
        exercise: false,
      },
      position,
      stream: `story-${caseId}`,
      revision: position - 1,
      recordedAt,
    });
    return this;
  }

  logged(by = police, changes: Partial<Data<typeof IdentificationLogged>> = {}): this {
    return this.tell(by, IdentificationLogged, {
      caseId,
      personId: personOf(caseId),
      organisationId: by,
      entryChannel: 'Police',
      identifiedOn: '2026-11-01',
      region: 'KG-GO',
      ageGroup: 'Adult',
      gender: 'Feminine',
      citizenships: ['KG'],
      exploitation: ['ForcedLabour'],
      countriesOfExploitation: ['TR'],
      person: { name: 'said', phone: 'said', safeContact: 'said', address: 'said' },
      narrative: 'said',
      needs: 'said',
      late: true,
      ...changes,
    });
  }

  consented(fieldGroups: FieldGroup[] = ['Contact', 'Needs'], recipient = shelter): this {
    return this.tell(police, ConsentGiven, {
      caseId,
      consentId,
      purpose: 'Referral',
      recipients: [recipient],
      fieldGroups,
      language: 'ky',
      form: 'Oral',
      textVersion: 'kg-draft-1',
      givenOn: '2026-11-02',
      late: false,
    });
  }

  withdrawn(): this {
    return this.tell(police, ConsentWithdrawn, { caseId, consentId, on: '2026-11-02', late: false });
  }

  referred(changes: Partial<Data<typeof ReferralSent>> = {}): this {
    return this.tell(police, ReferralSent, {
      referralId,
      caseId,
      from: police,
      to: shelter,
      services: ['Shelter'],
      fieldGroups: ['Contact', 'Needs'],
      basis: { kind: 'Consent', consentId },
      sentAt: '2026-11-02T06:00:00.000Z',
      respondBy: '2026-11-03T06:00:00.000Z',
      note: 'said',
      ...changes,
    });
  }

  prosecuted(by = police, changes: Partial<Data<typeof ProceedingRegistered>> = {}): this {
    return this.tell(by, ProceedingRegistered, {
      proceedingId,
      caseId,
      office,
      registeredBy: by,
      registerNumber: 'said',
      registeredOn: '2026-11-02',
      articles: ['166'],
      late: false,
      ...changes,
    });
  }

  get file(): CaseFile {
    const file = this.events.reduce<CaseFile | undefined>(evolveCaseFile, undefined);
    if (!file) throw new Error('a story begins with logged()');
    return file;
  }

  relations(caller: Caller, regions: string[] = []): Relation[] {
    return [...relationsOf(this.file, caller, regions, now)];
  }
}

/** Every personal text replaced by its field group and the position of its event, so that one can tell where it came from. */
export function marked(events: readonly RecordedEvent[]): RecordedEvent[] {
  return events.map((event) => ({
    ...event,
    data: personalFields(historyCatalogue.definition(event.type)).reduce(
      (data, field) => mapField(data, field, () => `<${field.group}!${event.position}>`),
      event.data,
    ),
  }));
}

/** What PersonalData does, without keys: leaves out the texts of the groups that a reader may not see; then masks. */
export function opened(
  events: readonly RecordedEvent[],
  disclosedOf: (event: RecordedEvent) => Disclosed,
): ToldEvent[] {
  return events.map((event) => {
    const { shown, masked } = disclosedOf(event);
    const hidden = new Set<FieldGroup>();
    const definition = historyCatalogue.definition(event.type);
    const data = personalFields(definition).reduce(
      (rest, field) =>
        mapField(rest, field, (value) => {
          if (shown.has(field.group) || masked.has(field.group)) return value;
          hidden.add(field.group);
          return undefined;
        }),
      event.data,
    );
    return maskedEvent({ ...event, data, hidden, erased: false }, definition, masked);
  });
}
