import { randomUUID } from 'node:crypto';
import type { Caller, Relation, Role } from '#access';
import type { FieldGroup } from '#kernel';
import { type Application, daysAgo, intake, organisationOf } from './application.testing.js';

/** A text that was recorded of the person, which can be told from every other. */
export interface Canary {
  readonly text: string;
  readonly group: FieldGroup;
  /** The organisations whose own record it is. */
  readonly ownOf: readonly string[];
  /** Of several texts of one field a reader sees the last one that is shown. */
  readonly field: string;
}

/** Somebody's standing in the story. */
export interface Place {
  readonly name: string;
  readonly organisationId: string;
  readonly user: string;
  /** What they are to the case; `Commission` besides only as a commission member. */
  readonly relations: readonly Relation[];
  /** What a consent brings to their organisation. */
  readonly consented: readonly FieldGroup[];
  readonly referralId?: string;
}

/** When the only service was given: the one thing that tells the fact of help and nothing of its content. */
export const helpedOn = daysAgo(3);
export const passphrase = 'a horse that nobody names';
/** Recorded, and told to nobody but herself. */
export const forHerAlone = ['canary-note-to-the-receiver', 'canary-note-of-decline'];

const toShelter: readonly FieldGroup[] = ['Contact', 'Needs', 'Narrative'];
const toOthers: readonly FieldGroup[] = ['Identity', 'SafeContact', 'Location', 'Health', 'ServicesContent'];

/** One person's way through the mechanism, with an organisation of each relation to her case and a canary of each group. */
export async function tellCanaries(on: Application) {
  let position = '';
  async function step(who: string | Caller, path: string, body: object) {
    const answer = await on.post(who, path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    // who writes is told ids, and nothing of what was written
    const told = /canary-[a-z-]+/.exec(JSON.stringify(answer.body));
    if (told) throw new Error(`${path} answers with ${told[0]}`);
    position = answer.position || position;
    return answer.body;
  }
  const as = (user: string, organisationId: string, role: Role): Caller => ({ user, organisationId, roles: [role] });
  const registered = async (name: string): Promise<string> =>
    (await step('admin', '/organisations', { name, type: 'NGO' })).organisationId;

  const [police, shelter, office] = ['police.osh', 'ngo.shelter-osh', 'prosecutor.osh'].map(organisationOf) as [
    string,
    string,
    string,
  ];
  const [commission, bystander] = ['commission.osh', 'police.bishkek'].map(organisationOf) as [string, string];
  const [accepted, offered, ended, turnedAway, emergency] = [
    await registered('Accepts'),
    await registered('Is offered'),
    await registered('Is done'),
    await registered('Turns away'),
    await registered('Breaks the glass'),
  ] as const;

  const { caseId } = await step('police.osh', '/cases', {
    ...intake({ identifiedOn: daysAgo(9) }),
    person: {
      name: 'canary-identity',
      email: 'canary-contact@example.kg',
      safeContact: 'canary-safe-contact',
      address: 'canary-location-logged',
    },
    narrative: 'canary-narrative',
    needs: 'canary-needs',
  });
  const consent = async (who: string, recipients: string[], fieldGroups: readonly FieldGroup[]): Promise<string> =>
    (
      await step(who, `/cases/${caseId}/consents`, {
        purpose: 'Referral',
        recipients,
        fieldGroups,
        language: 'ky',
        givenOn: daysAgo(0),
      })
    ).consentId;
  const refer = async (who: string, to: string, consentId: string, fieldGroups: readonly FieldGroup[]) =>
    (
      await step(who, '/referrals', {
        caseId,
        to,
        services: ['Shelter'],
        fieldGroups,
        basis: { consentId },
        note: 'canary-note-to-the-receiver',
      })
    ).referralId as string;

  const consentId = await consent('police.osh', [shelter], toShelter);
  const arrival = await refer('police.osh', shelter, consentId, toShelter);
  await step('ngo.shelter-osh', `/referrals/${arrival}/acceptance`, {});
  await step('ngo.shelter-osh', `/referrals/${arrival}/handover`, { on: daysAgo(0) });
  const others = await consent('ngo.shelter-osh', [accepted, offered, ended, turnedAway], toOthers);
  const onward = new Map<string, string>();
  for (const to of [accepted, offered, ended, turnedAway]) {
    onward.set(to, await refer('ngo.shelter-osh', to, others, toOthers));
  }
  const worker = (organisationId: string) => as('canary.worker', organisationId, 'ngo-caseworker');
  const answered = (organisationId: string, with_: string, body: object) =>
    step(worker(organisationId), `/referrals/${onward.get(organisationId)}/${with_}`, body);
  await answered(accepted, 'acceptance', {});
  await answered(ended, 'acceptance', {});
  await answered(ended, 'completion', { outcome: 'Successful', on: daysAgo(0) });
  await answered(turnedAway, 'decline', { reason: 'NoCapacity', note: 'canary-note-of-decline' });

  await step('admin', `/organisations/${shelter}/members`, { user: 'canary.assigned', roles: ['ngo-caseworker'] });
  await step('ngo.shelter-osh', `/cases/${caseId}/corrections`, { person: { address: 'canary-location-shelter' } });
  await step('ngo.shelter-osh', `/cases/${caseId}/assistance-plan`, {
    needs: ['Legal'],
    goals: [{ goalId: 'g1', service: 'Legal', description: 'canary-services-plan' }],
  });
  await step('ngo.shelter-osh', `/cases/${caseId}/services`, {
    service: 'Legal',
    deliveredOn: helpedOn,
    note: 'canary-services-note',
  });
  await step('ngo.shelter-osh', `/cases/${caseId}/rehabilitation-plan`, {
    goals: [{ goalId: 'g1', right: 'Housing', description: 'canary-services-goal' }],
  });
  await step('ngo.shelter-osh', `/cases/${caseId}/health-notes`, { text: 'canary-health' });
  const manager = as('canary.holder', shelter, 'ngo-manager');
  // the recovery code is told to the manager, and only now
  await on.post(manager, `/organisations/${shelter}/key`, { passphrase, understood: true });
  await step(manager, `/cases/${caseId}/counselling-notes`, { text: 'canary-counselling-notes' });
  await step(manager, `/organisations/${shelter}/shelter-address`, { address: 'canary-shelter-address' });

  const { proceedingId } = await step('police.osh', `/cases/${caseId}/proceedings`, {
    office,
    registerNumber: 'canary-criminal-file-number',
    registeredOn: daysAgo(0),
    articles: ['166'],
  });
  await step('prosecutor.osh', `/proceedings/${proceedingId}/requalifications`, {
    from: '166',
    to: '170',
    on: daysAgo(0),
    ground: 'canary-criminal-file-requalification',
  });
  await step('prosecutor.osh', `/proceedings/${proceedingId}/stages`, {
    stage: 'Dismissed',
    on: daysAgo(0),
    ground: 'canary-criminal-file-ground',
  });
  await step('commission.osh', `/cases/${caseId}/decisions`, {
    status: 'ActualVictimOfTrafficking',
    decidedOn: daysAgo(0),
    decidingBody: 'Interagency Commission, Osh',
    ruleVersion: '2019-493',
    reasons: ['canary-reasons'],
  });
  await step('ngo.shelter-osh', `/cases/${caseId}/assignments`, { assignee: 'canary.assigned' });
  await step('ngo.shelter-osh', `/cases/${caseId}/subject-requests`, { kind: 'Access', receivedOn: daysAgo(0) });
  const { breakGlassId } = await step(
    as('canary.emergency', emergency, 'ngo-caseworker'),
    `/cases/${caseId}/break-glass`,
    {
      reason: 'canary-emergency: she does not answer',
      hours: 3,
    },
  );

  const officer = as('canary.logger', police, 'police-officer');
  const { exportId } = await step(officer, '/exports', { purpose: 'Reporting' });
  await step(as('canary.approver', police, 'police-supervisor'), `/exports/${exportId}/approval`, {});

  const place = (
    name: string,
    organisationId: string,
    relations: readonly Relation[],
    more: Partial<Place> = {},
  ): Place => ({
    name,
    organisationId,
    user: `canary.${name.toLowerCase()}`,
    relations,
    consented: [],
    ...more,
  });
  const through = (organisationId: string): Partial<Place> => ({
    consented: toOthers,
    referralId: onward.get(organisationId) ?? randomUUID(),
  });
  const atShelter = { consented: toShelter, referralId: arrival };
  const places: readonly Place[] = [
    place('Logger', police, ['Logger']),
    place('Holder', shelter, ['Holder', 'Accepted'], atShelter),
    place('Assigned', shelter, ['Holder', 'Accepted', 'Assigned'], atShelter),
    place('Accepted', accepted, ['Accepted'], through(accepted)),
    // she agreed, and they have not, or no longer, taken her in
    place('Offered', offered, ['Offered'], { ...through(offered), consented: [] }),
    place('Ended', ended, ['Ended'], { ...through(ended), consented: [] }),
    place('TurnedAway', turnedAway, ['TurnedAway'], { ...through(turnedAway), consented: [] }),
    place('Proceeding', office, ['Proceeding']),
    place('Commission', commission, []),
    place('Emergency', emergency, ['Emergency']),
    place('Nobody', bystander, []),
  ];

  const canary = (text: string, group: FieldGroup, ownOf: string[], field = text): Canary => ({
    text: `canary-${text}`,
    group,
    ownOf,
    field,
  });
  const canaries: readonly Canary[] = [
    canary('identity', 'Identity', [police]),
    canary('contact', 'Contact', [police]),
    canary('safe-contact', 'SafeContact', [police]),
    canary('location-logged', 'Location', [police], 'address'),
    canary('location-shelter', 'Location', [shelter], 'address'),
    canary('needs', 'Needs', [police]),
    canary('narrative', 'Narrative', [police]),
    canary('reasons', 'Narrative', [commission]),
    canary('health', 'Health', [shelter]),
    canary('services-plan', 'ServicesContent', [shelter]),
    canary('services-note', 'ServicesContent', [shelter]),
    canary('services-goal', 'ServicesContent', [shelter]),
    canary('criminal-file-number', 'CriminalFile', [police, office]),
    canary('criminal-file-ground', 'CriminalFile', [police, office]),
    canary('criminal-file-requalification', 'CriminalFile', [police, office]),
    { text: helpedOn, group: 'ServicesFact', ownOf: [shelter], field: 'assistedSince' },
  ];
  return {
    caseId,
    consentId,
    proceedingId,
    breakGlassId,
    exportId,
    referralId: arrival,
    places,
    canaries,
    position,
    shelter,
  };
}

export type CanaryStory = Awaited<ReturnType<typeof tellCanaries>>;

/** Everything of the story that an answer says. */
export function canariesIn(text: string): string[] {
  const found = new Set(text.match(/canary-[a-z-]+[a-z]/g));
  if (text.includes(helpedOn)) found.add(helpedOn);
  return [...found].sort();
}

/** A person of a role in the place of somebody. */
export const callerAt = ({ user, organisationId }: Place, role: Role): Caller => ({
  user,
  organisationId,
  roles: [role],
});
