import { againstRule, unknownItem, wrongState, type Decider, type Decision, type EventOf, type Refusal } from '#kernel';
import { checkDate, codeSet, present, type ReferralState } from '#nrm/codes';
import type {
  AcceptReferral,
  CompleteReferral,
  ConfirmHandover,
  DeclineReferral,
  ExpireReferral,
  GiveSecondOpinion,
  RecallReferral,
  RecallUnanswered,
  RecordHandover,
  ReferralCommand,
  SendReferral,
} from './referral.commands.js';
import type { ReferralEvent, ReferralSent } from './referral.events.js';

interface ReferralOnItsWay {
  readonly state: ReferralState;
  readonly referralId: string;
  readonly caseId: string;
  /** Date in UTC, so that no time zone of a caller puts an answer before its question. */
  readonly sentOn: string;
  readonly respondBy: string;
  readonly handedOverOn?: string;
  readonly handoverConfirmed: boolean;
  /** It rests on vital interest; what the second person said, undefined until then. */
  readonly vitalInterest?: { readonly agrees?: boolean };
}

/** What is known of a referral when the next step is decided. */
export type Referral = { readonly state: 'NotSent' } | ReferralOnItsWay;

type ReferralDecision = Decision<ReferralEvent>;
type Basis = EventOf<typeof ReferralSent>['data']['basis'];

const HOUR = 3_600_000;
const longestAnswerHours = 720;

const stands: Record<ReferralState, string> = {
  Sent: 'The referral still waits for an answer.',
  Accepted: 'The referral was accepted already.',
  Declined: 'The referral was declined.',
  Expired: 'The referral had no answer in time.',
  Recalled: 'The referral was recalled.',
  HandedOver: 'The handover was recorded already.',
  Completed: 'The referral was completed already.',
};

/** Refuses a step that the referral's present state does not allow. */
const requires = (referral: ReferralOnItsWay, states: readonly ReferralState[]): Refusal | undefined =>
  states.includes(referral.state) ? undefined : wrongState(stands[referral.state]);

const about = ({ referralId, caseId }: ReferralOnItsWay) => ({ referralId, caseId });

function checkReceiver({ from, to, services, facts }: SendReferral): Refusal | undefined {
  if (to === from) return againstRule('An organisation does not refer to itself.', '/to');
  if (!facts.receiverExists) return againstRule('No such organisation takes part in the mechanism.', '/to');
  if (facts.excluded.includes(to)) return againstRule('She does not want this organisation to see her file.', '/to');
  const { receiverServices } = facts;
  const missing = receiverServices.length === 0 ? -1 : services.findIndex((asked) => !receiverServices.includes(asked));
  return missing < 0 ? undefined : againstRule('The receiver does not offer this service.', `/services/${missing}`);
}

function checkConsent({ to, fieldGroups, facts }: SendReferral, consentId: string): Refusal | undefined {
  const refused = (detail: string) => againstRule(detail, '/basis/consentId');
  const consent = facts.consents.find((given) => given.consentId === consentId);
  if (!consent) return refused('No such consent is recorded on this case.');
  if (consent.withdrawn) return refused('This consent was withdrawn.');
  if (consent.purpose !== 'Referral') return refused('This consent was not given for a referral.');
  if (!consent.recipients.includes(to)) return refused('This consent does not name the receiver.');
  const uncovered = fieldGroups.findIndex((group) => !consent.fieldGroups.includes(group));
  return uncovered < 0
    ? undefined
    : againstRule('The consent does not cover this group of fields.', `/fieldGroups/${uncovered}`);
}

/**
 * On what a referral may rest (design section 6.3): an adult on her consent, or on vital interest when she is in danger
 * and cannot consent; a child, and whoever may be one, on a legal basis or on a consent that would do for an adult.
 */
function basisOf(command: SendReferral): Basis | Refusal {
  const { consentId, legalBasis, vitalInterest } = command.basis ?? {};
  const adult = command.facts.ageGroup === 'Adult';
  if ([consentId, legalBasis, vitalInterest].filter((member) => member !== undefined).length > 1) {
    return againstRule('A referral rests on one basis: a consent, a legal basis or vital interest.', '/basis');
  }
  if (consentId !== undefined) return checkConsent(command, consentId) ?? { kind: 'Consent', consentId };
  if (legalBasis !== undefined) {
    return adult
      ? againstRule('An adult is not referred on a legal basis alone, but on her consent.', '/basis/legalBasis')
      : { kind: 'LegalBasis', legalBasis };
  }
  if (vitalInterest !== undefined) {
    return adult
      ? { kind: 'VitalInterest', reason: vitalInterest }
      : againstRule('A child, or a person of unknown age, is referred on a legal basis.', '/basis/vitalInterest');
  }
  return againstRule(
    adult
      ? 'An adult is referred on her consent, or on vital interest when she is in danger and cannot consent.'
      : 'A child, or a person of unknown age, is referred on a legal basis.',
    '/basis',
  );
}

function sendReferral(command: SendReferral, referral: Referral): ReferralDecision {
  const { referralId, caseId, from, to, services, fieldGroups, respondWithinHours, note, now, facts } = command;
  if (referral.state !== 'NotSent') return wrongState('A referral was already sent under this id.');
  if (facts.closed) return wrongState('A closed case is reopened before it is referred.');
  if (facts.openReferralTo.includes(to)) return wrongState('A referral to this organisation is already under way.');
  if (!(respondWithinHours >= 1 && respondWithinHours <= longestAnswerHours)) {
    return againstRule(`An answer is asked for within 1 to ${longestAnswerHours} hours.`, '/respondWithinHours');
  }
  const refused = checkReceiver(command);
  if (refused) return refused;
  const basis = basisOf(command);
  if ('refused' in basis) return basis;
  return [
    {
      type: 'ReferralSent',
      data: present({
        referralId,
        caseId,
        from,
        to,
        services: codeSet(services),
        fieldGroups: codeSet(fieldGroups),
        basis,
        sentAt: now,
        respondBy: new Date(Date.parse(now) + respondWithinHours * HOUR).toISOString(),
        note,
      }),
    },
  ];
}

/** Closed while the referral was on its way: whoever takes her in has to have it reopened first. */
const caseIsClosed = wrongState('The case is closed; its holder has to reopen it first.');

/** Whoever lost the right to see her file does not get hold of the case by saying that she came. */
const nothingToRestOn = wrongState('What this referral rests on was taken back; it takes a new one.');

function acceptReferral({ closed, baseless }: AcceptReferral, referral: ReferralOnItsWay): ReferralDecision {
  if (closed) return caseIsClosed;
  if (baseless) return nothingToRestOn;
  return requires(referral, ['Sent', 'Expired']) ?? [{ type: 'ReferralAccepted', data: about(referral) }];
}

function declineReferral({ reason, note }: DeclineReferral, referral: ReferralOnItsWay): ReferralDecision {
  return (
    requires(referral, ['Sent', 'Expired']) ?? [
      { type: 'ReferralDeclined', data: present({ ...about(referral), reason, note }) },
    ]
  );
}

function recallReferral({ reason }: RecallReferral, referral: ReferralOnItsWay): ReferralDecision {
  return (
    requires(referral, ['Sent', 'Expired', 'Accepted']) ?? [
      { type: 'ReferralRecalled', data: { ...about(referral), reason } },
    ]
  );
}

function recallUnanswered({ reason }: RecallUnanswered, referral: ReferralOnItsWay): ReferralDecision {
  if (referral.state !== 'Sent' && referral.state !== 'Expired') return [];
  return [{ type: 'ReferralRecalled', data: { ...about(referral), reason } }];
}

function giveSecondOpinion(command: GiveSecondOpinion, referral: ReferralOnItsWay): ReferralDecision {
  const { agrees, user, sentBy } = command;
  if (!referral.vitalInterest) return wrongState('Only a referral that rests on vital interest needs a second person.');
  if (referral.vitalInterest.agrees !== undefined) return wrongState('A second person has already said so.');
  if (user === sentBy) return againstRule('The second person is another one than who sent the referral.');
  return [{ type: 'SecondOpinionGiven', data: { ...about(referral), agrees } }];
}

function recordHandover({ on, today, closed, baseless }: RecordHandover, referral: ReferralOnItsWay): ReferralDecision {
  if (closed) return caseIsClosed;
  if (baseless) return nothingToRestOn;
  return (
    requires(referral, ['Accepted']) ??
    checkDate(on, { today, notBefore: referral.sentOn, pointer: '/on' }) ?? [
      { type: 'ReferralHandedOver', data: { ...about(referral), on, late: on < today } },
    ]
  );
}

function confirmHandover({ on, today }: ConfirmHandover, referral: ReferralOnItsWay): ReferralDecision {
  if (referral.handedOverOn === undefined) return wrongState('No handover was recorded that could be confirmed.');
  if (referral.handoverConfirmed) return [];
  return (
    checkDate(on, { today, notBefore: referral.handedOverOn, pointer: '/on' }) ?? [
      { type: 'HandoverConfirmed', data: { ...about(referral), on } },
    ]
  );
}

function checkOutcome({ outcome, reason }: CompleteReferral): Refusal | undefined {
  if (outcome === 'NotSuccessful' && reason === undefined) {
    return againstRule('A referral that was not successful needs a reason.', '/reason');
  }
  if (outcome === 'Successful' && reason !== undefined) {
    return againstRule('A successful referral has no reason of failure.', '/reason');
  }
  return undefined;
}

function completeReferral(command: CompleteReferral, referral: ReferralOnItsWay): ReferralDecision {
  const { outcome, reason, on, today } = command;
  const notBefore = referral.handedOverOn ?? referral.sentOn;
  return (
    requires(referral, ['Accepted', 'HandedOver']) ??
    checkOutcome(command) ??
    checkDate(on, { today, notBefore, pointer: '/on' }) ?? [
      { type: 'ReferralCompleted', data: present({ ...about(referral), outcome, reason, on, late: on < today }) },
    ]
  );
}

function expireReferral({ now }: ExpireReferral, referral: ReferralOnItsWay): ReferralDecision {
  const { state, respondBy } = referral;
  if (state !== 'Sent' || Date.parse(now) < Date.parse(respondBy)) return [];
  return [{ type: 'ReferralExpired', data: { ...about(referral), respondBy } }];
}

function decide(command: ReferralCommand, referral: Referral): ReferralDecision {
  if (command.type === 'SendReferral') return sendReferral(command, referral);
  if (referral.state === 'NotSent') return unknownItem('No referral was sent under this id.');
  switch (command.type) {
    case 'AcceptReferral':
      return acceptReferral(command, referral);
    case 'DeclineReferral':
      return declineReferral(command, referral);
    case 'RecallReferral':
      return recallReferral(command, referral);
    case 'RecordHandover':
      return recordHandover(command, referral);
    case 'ConfirmHandover':
      return confirmHandover(command, referral);
    case 'CompleteReferral':
      return completeReferral(command, referral);
    case 'ExpireReferral':
      return expireReferral(command, referral);
    case 'RecallUnanswered':
      return recallUnanswered(command, referral);
    case 'GiveSecondOpinion':
      return giveSecondOpinion(command, referral);
    default:
      return command satisfies never;
  }
}

function evolve(referral: Referral, event: ReferralEvent): Referral {
  if (event.type === 'ReferralSent') {
    const { referralId, caseId, sentAt, respondBy, basis } = event.data;
    return {
      state: 'Sent',
      referralId,
      caseId,
      sentOn: sentAt.slice(0, 10),
      respondBy,
      handoverConfirmed: false,
      ...(basis.kind === 'VitalInterest' ? { vitalInterest: {} } : {}),
    };
  }
  if (referral.state === 'NotSent') return referral;
  switch (event.type) {
    case 'ReferralAccepted':
      return { ...referral, state: 'Accepted' };
    case 'ReferralDeclined':
      return { ...referral, state: 'Declined' };
    case 'ReferralExpired':
      return { ...referral, state: 'Expired' };
    case 'ReferralRecalled':
      return { ...referral, state: 'Recalled' };
    case 'ReferralHandedOver':
      return { ...referral, state: 'HandedOver', handedOverOn: event.data.on };
    case 'HandoverConfirmed':
      return { ...referral, handoverConfirmed: true };
    case 'ReferralCompleted':
      return { ...referral, state: 'Completed' };
    case 'SecondOpinionGiven':
      return { ...referral, vitalInterest: { agrees: event.data.agrees } };
    default:
      return event satisfies never;
  }
}

/** A referral, stream `referral-{referralId}`: sent, answered or not, handed over, completed. */
export const referralDecider: Decider<ReferralCommand, ReferralEvent, Referral> = {
  initialState: { state: 'NotSent' },
  evolve,
  decide,
};
