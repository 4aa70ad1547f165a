import type { EventOf, FieldGroup, RecordedEvent } from '#kernel';
import {
  deriveStage,
  endedStages,
  type Assent,
  type GuardianKind,
  type IdentificationStatus,
  type ProceedingStage,
  type ReferralState,
  type Service,
  type Stage,
} from '#nrm/codes';
import type { AssistanceEvent } from '#nrm/assistance';
import type { BreakGlassEvent } from '#nrm/break-glass';
import type { ConsentEvent } from '#nrm/consent';
import type { ErasureEvent } from '#nrm/erasure';
import type { identificationEvents, IdentificationEvent } from '#nrm/identification';
import type { ProsecutionEvent } from '#nrm/prosecution';
import type { ReferralEvent } from '#nrm/referral';
import type { RehabilitationEvent } from '#nrm/rehabilitation';

export type CaseEvent =
  | IdentificationEvent
  | ConsentEvent
  | ReferralEvent
  | AssistanceEvent
  | RehabilitationEvent
  | ProsecutionEvent
  | BreakGlassEvent
  | ErasureEvent;

type Logged = EventOf<(typeof identificationEvents)[0]>['data'];
export type CaseFacts = Pick<
  Logged,
  | 'entryChannel'
  | 'identifiedOn'
  | 'region'
  | 'ageGroup'
  | 'gender'
  | 'citizenships'
  | 'exploitation'
  | 'countriesOfExploitation'
>;

export interface ConsentOnFile {
  readonly consentId: string;
  readonly purpose: string;
  readonly recipients: readonly string[];
  readonly fieldGroups: readonly FieldGroup[];
  readonly givenOn: string;
  readonly withdrawn: boolean;
  /** Whoever cares for her keeps nothing of it either. */
  readonly keepNothing?: true;
}

/** Whom she does not want to see her file: an organisation, or one officer of it. It beats every allow. */
export interface ExclusionOnFile {
  readonly exclusionId: string;
  readonly organisationId: string;
  /** Absent: the whole organisation. */
  readonly user?: string;
}

/** Somebody opened the file in an emergency, without a part in the case. */
export interface BreakGlassOnFile {
  readonly breakGlassId: string;
  readonly organisationId: string;
  readonly user: string;
  /** An instant; not valid from then on: the time is over, or the review found it not justified. */
  readonly until: string;
}

export interface ChildOnFile {
  readonly assent: Assent;
  /** `suspected`: of being involved; a suspected guardian is told nothing. */
  readonly guardian?: { readonly kind: GuardianKind; readonly suspected: boolean };
}

export interface ReferralOnFile {
  readonly referralId: string;
  readonly from: string;
  readonly to: string;
  readonly services: readonly Service[];
  readonly fieldGroups: readonly FieldGroup[];
  /** The consent it rests on; absent: a legal basis or vital interest. */
  readonly consentId?: string;
  readonly respondBy: string;
  readonly state: ReferralState;
  /** She arrived there. */
  readonly arrived: boolean;
  /** What its basis carried when she arrived, until she goes on from there; absent: she is not there. */
  readonly received?: readonly FieldGroup[];
  /** It rests on vital interest: what the second person said; `Awaited` until then. */
  readonly secondOpinion?: 'Awaited' | 'Agrees' | 'Disagrees';
}

export interface ProceedingOnFile {
  readonly proceedingId: string;
  readonly office: string;
  readonly registeredBy: string;
  readonly stage: ProceedingStage;
}

/** What must be known of a case to judge who has which part in it, and to check rules across its streams. Codes only. */
export interface CaseFile {
  readonly caseId: string;
  readonly personId: string;
  readonly loggedBy: string;
  readonly holder: string;
  readonly assignee?: string;
  readonly facts: CaseFacts;
  readonly status: IdentificationStatus;
  readonly exercise: boolean;
  readonly consents: readonly ConsentOnFile[];
  readonly referrals: readonly ReferralOnFile[];
  readonly proceedings: readonly ProceedingOnFile[];
  readonly assistancePlanned: boolean;
  readonly serviceDelivered: boolean;
  readonly rehabilitationPlanned: boolean;
  readonly closed: boolean;
  /** Local date; there while it is closed. */
  readonly closedOn?: string;
  readonly exclusions: readonly ExclusionOnFile[];
  readonly breakGlass: readonly BreakGlassOnFile[];
  /** What was said of her is gone. */
  readonly erased: boolean;
  /** Of a child: how she stands to what is done, and who is her guardian. */
  readonly child?: ChildOnFile;
}

const replace = <T>(items: readonly T[], matches: (item: T) => boolean, change: Partial<T>): readonly T[] =>
  items.map((item) => (matches(item) ? { ...item, ...change } : item));

/**
 * The file after an event, undefined while the case has not been logged.
 * The receiver's record of arrival moves the holding at once; completing a referral does not (design section 3).
 */
export function evolveCaseFile(file: CaseFile | undefined, recorded: RecordedEvent): CaseFile | undefined {
  const event = recorded as RecordedEvent & CaseEvent;
  if (event.type === 'IdentificationLogged') {
    const { caseId, personId, organisationId, ...data } = event.data;
    const {
      entryChannel,
      identifiedOn,
      region,
      ageGroup,
      gender,
      citizenships,
      exploitation,
      countriesOfExploitation,
    } = data;
    return {
      caseId,
      personId,
      loggedBy: organisationId,
      holder: organisationId,
      facts: {
        entryChannel,
        identifiedOn,
        ...(region ? { region } : {}),
        ageGroup,
        gender,
        citizenships,
        exploitation,
        countriesOfExploitation,
      },
      status: 'PossibleVictimOfTrafficking',
      exercise: recorded.metadata.exercise,
      consents: [],
      referrals: [],
      proceedings: [],
      assistancePlanned: false,
      serviceDelivered: false,
      rehabilitationPlanned: false,
      closed: false,
      exclusions: [],
      breakGlass: [],
      erased: false,
    };
  }
  if (!file) return undefined;
  const referral = (referralId: string, change: Partial<ReferralOnFile>): CaseFile => ({
    ...file,
    referrals: replace(file.referrals, (item) => item.referralId === referralId, change),
  });
  switch (event.type) {
    case 'IdentificationCorrected':
      return { ...file, facts: { ...file.facts, ...event.data.after } };
    case 'StatusDecided':
      return { ...file, status: event.data.status };
    case 'CaseAssigned':
      return { ...file, assignee: event.data.assignee };
    case 'ConsentGiven': {
      const { consentId, purpose, recipients, fieldGroups, givenOn } = event.data;
      return {
        ...file,
        consents: [...file.consents, { consentId, purpose, recipients, fieldGroups, givenOn, withdrawn: false }],
      };
    }
    case 'ConsentWithdrawn':
      return {
        ...file,
        consents: replace(file.consents, (item) => item.consentId === event.data.consentId, { withdrawn: true }),
      };
    case 'ConsentNarrowed': {
      const { consentId, recipients, fieldGroups } = event.data;
      const narrower = { recipients, fieldGroups };
      return { ...file, consents: replace(file.consents, (item) => item.consentId === consentId, narrower) };
    }
    case 'KeepingRefused':
      return {
        ...file,
        consents: replace(file.consents, (item) => item.consentId === event.data.consentId, { keepNothing: true }),
      };
    case 'ExclusionRecorded': {
      const { exclusionId, organisationId, user } = event.data;
      const exclusion = { exclusionId, organisationId, ...(user === undefined ? {} : { user }) };
      const { assignee, ...rest } = file;
      const stays = assignee !== undefined && user !== assignee;
      return { ...rest, ...(stays ? { assignee } : {}), exclusions: [...file.exclusions, exclusion] };
    }
    case 'ExclusionLifted':
      return { ...file, exclusions: file.exclusions.filter((item) => item.exclusionId !== event.data.exclusionId) };
    case 'ChildViewsRecorded': {
      const { assent, guardian } = event.data;
      const { kind, suspected } = guardian ?? {};
      const known = kind === undefined || suspected === undefined ? file.child?.guardian : { kind, suspected };
      return { ...file, child: { assent, ...(known ? { guardian: known } : {}) } };
    }
    case 'ReferralSent': {
      const { referralId, from, to, services, fieldGroups, basis, respondBy } = event.data;
      return {
        ...file,
        referrals: [
          ...file.referrals,
          {
            referralId,
            from,
            to,
            services,
            fieldGroups,
            ...(basis.kind === 'Consent' ? { consentId: basis.consentId } : {}),
            ...(basis.kind === 'VitalInterest' ? { secondOpinion: 'Awaited' } : {}),
            respondBy,
            state: 'Sent',
            arrived: false,
          },
        ],
      };
    }
    case 'ReferralAccepted':
      return referral(event.data.referralId, { state: 'Accepted' });
    case 'ReferralDeclined':
      return referral(event.data.referralId, { state: 'Declined' });
    case 'ReferralExpired':
      return referral(event.data.referralId, { state: 'Expired' });
    case 'ReferralRecalled':
      return referral(event.data.referralId, { state: 'Recalled' });
    case 'ReferralHandedOver': {
      const arrival = file.referrals.find((item) => item.referralId === event.data.referralId);
      if (!arrival) return file;
      // The assignee was one of the former holder's people.
      const { assignee: _, ...rest } = file;
      const referrals = file.referrals.map((item): ReferralOnFile => {
        if (item === arrival) {
          return { ...item, state: 'HandedOver', arrived: true, received: carriedGroups(file, item) };
        }
        const { received: _, ...left } = item;
        return item.to === arrival.to ? item : left;
      });
      return { ...rest, holder: arrival.to, referrals };
    }
    case 'ReferralCompleted':
      return referral(event.data.referralId, { state: 'Completed' });
    case 'SecondOpinionGiven':
      return referral(event.data.referralId, { secondOpinion: event.data.agrees ? 'Agrees' : 'Disagrees' });
    case 'HandoverConfirmed':
    case 'GoalProgressed':
    case 'FollowUpRecorded':
    case 'DisclosureClosed':
    case 'ChargeRequalified':
      return file;
    case 'BreakGlassOpened': {
      const { breakGlassId, organisationId, user, until } = event.data;
      return { ...file, breakGlass: [...file.breakGlass, { breakGlassId, organisationId, user, until }] };
    }
    case 'BreakGlassReviewed': {
      const { breakGlassId, outcome } = event.data;
      if (outcome === 'Justified') return file;
      const now = recorded.recordedAt;
      const isOpen = (item: BreakGlassOnFile) =>
        item.breakGlassId === breakGlassId && Date.parse(now) < Date.parse(item.until);
      return { ...file, breakGlass: replace(file.breakGlass, isOpen, { until: now }) };
    }
    case 'AssistancePlanned':
      return { ...file, assistancePlanned: true };
    case 'ServiceDelivered':
      return { ...file, serviceDelivered: true };
    case 'RehabilitationPlanned':
      return { ...file, rehabilitationPlanned: true };
    case 'CaseClosed':
      return { ...file, closed: true, closedOn: event.data.on };
    case 'CaseReopened': {
      const { closedOn: _, ...open } = file;
      return { ...open, closed: false };
    }
    case 'PersonErased':
      return { ...file, erased: true };
    case 'ProceedingRegistered': {
      const { proceedingId, office, registeredBy } = event.data;
      return {
        ...file,
        proceedings: [...file.proceedings, { proceedingId, office, registeredBy, stage: 'Registered' }],
      };
    }
    case 'ProceedingStageMoved':
      return {
        ...file,
        proceedings: replace(file.proceedings, (item) => item.proceedingId === event.data.proceedingId, {
          stage: event.data.stage,
        }),
      };
    default:
      return file;
  }
}

/** Whether a criminal proceeding is under way, suspended ones included: what is known of her may be evidence. */
export const hasOpenProceeding = ({ proceedings }: CaseFile): boolean =>
  proceedings.some(({ stage }) => !endedStages.has(stage));

/** Whether she is where a referral brought her. Once she has gone on to another organisation she is not, even if nobody completed it. */
export const isInCare = ({ holder }: CaseFile, { state, to }: ReferralOnFile): boolean =>
  state === 'HandedOver' && holder === to;

const consentOf = (file: CaseFile, { consentId }: ReferralOnFile): ConsentOnFile | undefined =>
  file.consents.find((consent) => consent.consentId === consentId);

/** Whether a referral rests on something today: her consent, a legal basis, or a vital interest that nobody denied. */
export function hasBasis(file: CaseFile, referral: ReferralOnFile): boolean {
  if (referral.secondOpinion === 'Disagrees') return false;
  if (!referral.consentId) return true;
  const consent = consentOf(file, referral);
  return consent !== undefined && !consent.withdrawn && consent.recipients.includes(referral.to);
}

/** The groups of a referral that its basis carries today. */
export function carriedGroups(file: CaseFile, referral: ReferralOnFile): readonly FieldGroup[] {
  if (!hasBasis(file, referral)) return [];
  const consent = consentOf(file, referral);
  return referral.fieldGroups.filter((group) => consent?.fieldGroups.includes(group) ?? true);
}

/**
 * The referrals under way: they prevent closing the case, and a second one to the same organisation. An expired one is,
 * since it may still be accepted.
 */
export const referralsUnderWay = (file: CaseFile): readonly ReferralOnFile[] =>
  file.referrals.filter(
    (referral) => ['Sent', 'Expired', 'Accepted'].includes(referral.state) || isInCare(file, referral),
  );

/** Whether help has reached her: a service was given, or she arrived at a receiver. */
export const isAssisted = (file: CaseFile): boolean =>
  file.serviceDelivered || file.referrals.some((referral) => referral.arrived);

/** The stage people talk about, shown to every party. */
export const stageOf = (file: CaseFile): Stage =>
  deriveStage({
    closed: file.closed,
    rehabilitation: file.rehabilitationPlanned,
    assisted: isAssisted(file) || file.assistancePlanned,
    referralUnderWay: file.referrals.some((referral) => ['Sent', 'Accepted', 'Expired'].includes(referral.state)),
  });

/** The streams that make up the case, for reading its events from the store. */
export const streamsOf = (file: CaseFile): string[] => [
  `case-${file.caseId}`,
  `consent-${file.caseId}`,
  `assistance-${file.caseId}`,
  `rehabilitation-${file.caseId}`,
  `subject-rights-${file.caseId}`,
  ...file.referrals.map((referral) => `referral-${referral.referralId}`),
  ...file.proceedings.map((proceeding) => `proceeding-${proceeding.proceedingId}`),
  ...file.breakGlass.map(({ breakGlassId }) => `break-glass-${breakGlassId}`),
];
