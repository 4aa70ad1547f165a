import { hasConsentText } from '#country';
import { againstRule, unknownItem, wrongState, type Decider, type Decision, type Refusal } from '#kernel';
import { checkDate, codeSet, present } from '#nrm/codes';
import type {
  ConsentCommand,
  GiveConsent,
  LiftExclusion,
  NarrowConsent,
  RecordChildViews,
  RecordExclusion,
  WithdrawConsent,
} from './consent.commands.js';
import type { ConsentEvent } from './consent.events.js';

interface Consent {
  readonly givenOn: string;
  readonly recipients: readonly string[];
  readonly fieldGroups: readonly string[];
  readonly withdrawn: boolean;
  readonly keepNothing: boolean;
}

interface Exclusion {
  readonly organisationId: string;
  readonly user?: string;
  readonly on: string;
  readonly lifted: boolean;
}

/** What she agreed to and what she refuses, each by its id. */
export interface ConsentState {
  readonly consents: ReadonlyMap<string, Consent>;
  readonly exclusions: ReadonlyMap<string, Exclusion>;
}

type ConsentDecision = Decision<ConsentEvent>;

const noSuchConsent = unknownItem('No consent was recorded under this id.');

function giveConsent(command: GiveConsent, { consents }: ConsentState): ConsentDecision {
  const { today, caseId, consentId, purpose, recipients, fieldGroups, language, form, textVersion, givenOn } = command;
  // it opens without a referral, which another one sends: nobody opens her file to themselves
  if (purpose === 'Identification' && recipients.includes(command.recordedBy)) {
    return againstRule('An organisation does not record a consent to identification in its own favour.', '/recipients');
  }
  if (consents.has(consentId)) return wrongState('A consent was already recorded under this id.');
  if (!hasConsentText(textVersion)) return againstRule('There is no such version of the consent text.', '/textVersion');
  // an interpreter says it in a language that no text has
  if (form !== 'Interpreted' && !hasConsentText(textVersion, language)) {
    return againstRule(
      'The consent text is not there in this language; have it interpreted and say so in the form.',
      '/language',
    );
  }
  return (
    checkDate(givenOn, { today, pointer: '/givenOn' }) ?? [
      {
        type: 'ConsentGiven',
        data: {
          caseId,
          consentId,
          purpose,
          recipients: codeSet(recipients),
          fieldGroups: codeSet(fieldGroups),
          language,
          form,
          textVersion,
          givenOn,
          late: givenOn < today,
        },
      },
    ]
  );
}

function narrowConsent(command: NarrowConsent, { consents }: ConsentState): ConsentDecision {
  const { today, caseId, consentId, on, keepNothing } = command;
  const consent = consents.get(consentId);
  if (!consent) return noSuchConsent;
  if (consent.withdrawn) return wrongState('A consent that was withdrawn cannot be narrowed.');
  const recipients = codeSet(command.recipients ?? consent.recipients);
  const fieldGroups = codeSet(command.fieldGroups ?? (consent.fieldGroups as GiveConsent['fieldGroups']));
  if (!recipients.every((recipient) => consent.recipients.includes(recipient))) {
    return againstRule('Narrowing names nobody new: a new recipient needs a new consent.', '/recipients');
  }
  if (!fieldGroups.every((group) => consent.fieldGroups.includes(group))) {
    return againstRule('Narrowing adds nothing: a new group of fields needs a new consent.', '/fieldGroups');
  }
  const less = recipients.length < consent.recipients.length || fieldGroups.length < consent.fieldGroups.length;
  const late = on < today;
  return (
    checkDate(on, { today, notBefore: consent.givenOn, pointer: '/on' }) ?? [
      ...refusesKeeping(consent, { caseId, consentId, on, late }, keepNothing),
      ...(less
        ? [{ type: 'ConsentNarrowed' as const, data: { caseId, consentId, recipients, fieldGroups, on, late } }]
        : []),
    ]
  );
}

/** Said before the consent falls, so that nothing is kept for a moment. */
const refusesKeeping = (
  consent: Consent,
  data: { caseId: string; consentId: string; on: string; late: boolean },
  keepNothing: boolean | undefined,
): ConsentEvent[] => (keepNothing && !consent.keepNothing ? [{ type: 'KeepingRefused', data }] : []);

function withdrawConsent(command: WithdrawConsent, { consents }: ConsentState): ConsentDecision {
  const { today, caseId, consentId, on, keepNothing } = command;
  const consent = consents.get(consentId);
  if (!consent) return noSuchConsent;
  const data = { caseId, consentId, on, late: on < today };
  const events: ConsentEvent[] = [
    ...refusesKeeping(consent, data, keepNothing),
    ...(consent.withdrawn ? [] : [{ type: 'ConsentWithdrawn' as const, data }]),
  ];
  if (events.length === 0) return [];
  return checkDate(on, { today, notBefore: consent.givenOn, pointer: '/on' }) ?? events;
}

/** Why an organisation as a whole cannot be shut out; undefined: it can. */
function checkNeeded({ organisationId, organisationType, holder, ageGroup }: RecordExclusion): Refusal | undefined {
  if (organisationId === holder) {
    return againstRule(
      'The organisation that holds the case cannot be shut out of it before the case is handed over. Exclude an officer of it.',
      '/organisationId',
    );
  }
  if (organisationType === 'ChildProtection' && ageGroup !== 'Adult') {
    return againstRule(
      'Child protection cannot be shut out from a child, or a person who may be one. Exclude an officer of it.',
      '/organisationId',
    );
  }
  return undefined;
}

function recordExclusion(command: RecordExclusion, { exclusions }: ConsentState): ConsentDecision {
  const { today, caseId, exclusionId, organisationId, user, on, organisationType } = command;
  if (exclusions.has(exclusionId)) return wrongState('An exclusion was already recorded under this id.');
  const there = [...exclusions.values()].some(
    (other) => !other.lifted && other.organisationId === organisationId && other.user === user,
  );
  if (there) return wrongState('This exclusion is already in force.');
  if (organisationType === undefined) {
    return againstRule('No such organisation takes part in the mechanism.', '/organisationId');
  }
  const needed = user === undefined ? checkNeeded(command) : undefined;
  if (needed) return needed;
  return (
    checkDate(on, { today, pointer: '/on' }) ?? [
      {
        type: 'ExclusionRecorded',
        data: present({ caseId, exclusionId, organisationId, user, on, late: on < today }),
      },
    ]
  );
}

function liftExclusion(command: LiftExclusion, state: ConsentState): ConsentDecision {
  const { today, caseId, exclusionId, liftedBy, on } = command;
  const exclusion = state.exclusions.get(exclusionId);
  if (!exclusion) return unknownItem('No exclusion was recorded under this id.');
  if (exclusion.lifted) return [];
  // a colleague would be asked to
  if (exclusion.organisationId === liftedBy) {
    return againstRule(
      'It is not lifted by the organisation it is about: she tells another one, or the data protection officer.',
    );
  }
  return (
    checkDate(on, { today, notBefore: exclusion.on, pointer: '/on' }) ?? [
      { type: 'ExclusionLifted', data: { caseId, exclusionId, on, late: on < today } },
    ]
  );
}

function recordChildViews(command: RecordChildViews): ConsentDecision {
  const { today, caseId, ageGroup, assent, views, guardian, on } = command;
  if (ageGroup === 'Adult') return againstRule('An adult is asked for her consent, and has no guardian here.');
  return (
    checkDate(on, { today, pointer: '/on' }) ?? [
      { type: 'ChildViewsRecorded', data: present({ caseId, assent, views, guardian, on, late: on < today }) },
    ]
  );
}

function decide(command: ConsentCommand, state: ConsentState): ConsentDecision {
  switch (command.type) {
    case 'GiveConsent':
      return giveConsent(command, state);
    case 'NarrowConsent':
      return narrowConsent(command, state);
    case 'WithdrawConsent':
      return withdrawConsent(command, state);
    case 'CloseDisclosure':
      return [{ type: 'DisclosureClosed', data: command.closed }];
    case 'RecordExclusion':
      return recordExclusion(command, state);
    case 'LiftExclusion':
      return liftExclusion(command, state);
    case 'RecordChildViews':
      return recordChildViews(command);
    default:
      return command satisfies never;
  }
}

function changed<T>(items: ReadonlyMap<string, T>, id: string, change: Partial<T>): ReadonlyMap<string, T> {
  const item = items.get(id);
  return item ? new Map(items).set(id, { ...item, ...change }) : items;
}

function evolve(state: ConsentState, event: ConsentEvent): ConsentState {
  const { consents, exclusions } = state;
  switch (event.type) {
    case 'ConsentGiven': {
      const { consentId, givenOn, recipients, fieldGroups } = event.data;
      const given = { givenOn, recipients, fieldGroups, withdrawn: false, keepNothing: false };
      return { ...state, consents: new Map(consents).set(consentId, given) };
    }
    case 'ConsentNarrowed': {
      const { consentId, recipients, fieldGroups } = event.data;
      return { ...state, consents: changed(consents, consentId, { recipients, fieldGroups }) };
    }
    case 'ConsentWithdrawn':
      return { ...state, consents: changed(consents, event.data.consentId, { withdrawn: true }) };
    case 'KeepingRefused':
      return { ...state, consents: changed(consents, event.data.consentId, { keepNothing: true }) };
    case 'ExclusionRecorded': {
      const { exclusionId, organisationId, user, on } = event.data;
      const exclusion = { organisationId, ...(user === undefined ? {} : { user }), on, lifted: false };
      return { ...state, exclusions: new Map(exclusions).set(exclusionId, exclusion) };
    }
    case 'ExclusionLifted':
      return { ...state, exclusions: changed(exclusions, event.data.exclusionId, { lifted: true }) };
    case 'DisclosureClosed':
    case 'ChildViewsRecorded':
      return state;
    default:
      return event satisfies never;
  }
}

/**
 * What she agrees to and refuses, stream `consent-{caseId}`: a consent is given once, narrowed, taken back; an exclusion
 * is recorded and lifted; of a child, her views and assent.
 */
export const consentDecider: Decider<ConsentCommand, ConsentEvent, ConsentState> = {
  initialState: { consents: new Map(), exclusions: new Map() },
  evolve,
  decide,
};
