import { derivedId, type EventDefinition, type EventOf, type RecordedEvent } from '#kernel';
import { AssistancePlanned, ServiceDelivered } from '#nrm/assistance';
import { IdentificationLogged } from '#nrm/identification';
import { ProceedingRegistered } from '#nrm/prosecution';
import { ReferralAccepted, ReferralHandedOver, ReferralSent } from '#nrm/referral';

type Data<D> = EventOf<D> extends { readonly data: infer T } ? T : never;

const named = (name: string) => derivedId('story', name);

/** Organisations of the stories. */
export const police = named('police');
export const shelter = named('shelter');
export const otherNgo = named('other NGO');
export const office = named('prosecutor’s office');

/** Tells what happened, event by event, a minute apart from 2026-11-02T06:00Z on; for tests of read models. */
export class Story {
  readonly events: RecordedEvent[] = [];
  exercise = false;

  tell<D extends EventDefinition>(definition: D, data: Data<D>): this {
    const position = this.events.length + 1;
    const recordedAt = new Date(Date.parse('2026-11-02T06:00:00.000Z') + position * 60_000).toISOString();
    const id = named(`event ${position}`);
    const about = data as Record<string, unknown>;
    this.events.push({
      eventId: id,
      type: definition.type,
      schemaVersion: definition.version,
      occurredAt: definition.occurredOn ? String(about[definition.occurredOn]) : recordedAt,
      data: data as object,
      metadata: {
        actor: { user: 'somebody', organisation: police, role: 'police-officer' },
        commandId: id,
        correlationId: id,
        causationId: id,
        exercise: this.exercise,
      },
      position,
      stream: `story-${String(about.referralId ?? about.caseId ?? about.organisationId)}`,
      revision: this.events.filter(({ data: other }) => 'caseId' in other && other.caseId === about.caseId).length,
      recordedAt,
    });
    return this;
  }

  logged(caseId: string, facts: Partial<Data<typeof IdentificationLogged>> = {}): this {
    return this.tell(IdentificationLogged, {
      caseId,
      personId: derivedId('person', caseId),
      organisationId: police,
      entryChannel: 'Police',
      identifiedOn: '2026-11-01',
      region: 'KG-GO',
      ageGroup: 'Adult',
      gender: 'Feminine',
      citizenships: ['KG'],
      exploitation: ['ForcedLabour'],
      countriesOfExploitation: ['TR'],
      late: true,
      ...facts,
    });
  }

  referred(caseId: string, referralId: string, more: Partial<Data<typeof ReferralSent>> = {}): this {
    return this.tell(ReferralSent, {
      referralId,
      caseId,
      from: police,
      to: shelter,
      services: ['Shelter'],
      fieldGroups: ['Needs'],
      basis: { kind: 'VitalInterest', reason: 'sealed' },
      sentAt: '2026-11-02T06:00:00.000Z',
      respondBy: '2026-11-03T06:00:00.000Z',
      ...more,
    });
  }

  arrived(caseId: string, referralId: string): this {
    return this.tell(ReferralAccepted, { caseId, referralId }).tell(ReferralHandedOver, {
      caseId,
      referralId,
      on: '2026-11-02',
      late: false,
    });
  }

  planned(caseId: string): this {
    return this.tell(AssistancePlanned, { caseId, organisationId: shelter, needs: ['Shelter'], goals: [] });
  }

  served(caseId: string): this {
    const on = '2026-11-02';
    return this.tell(ServiceDelivered, {
      caseId,
      organisationId: shelter,
      service: 'Shelter',
      deliveredOn: on,
      late: false,
    });
  }

  prosecuted(caseId: string): this {
    return this.tell(ProceedingRegistered, {
      proceedingId: named(`proceeding of ${caseId}`),
      caseId,
      office,
      registeredBy: police,
      registerNumber: 'sealed',
      registeredOn: '2026-11-02',
      articles: ['166'],
      late: false,
    });
  }
}
