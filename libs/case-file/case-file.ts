import type { EventOf, FieldGroup, RecordedEvent } from '#kernel';
import {
  deriveStage,
  type IdentificationStatus,
  type ProceedingStage,
  type ReferralState,
  type Service,
  type Stage,
} from '#nrm/codes';
import type { AssistanceEvent } from '#nrm/assistance';
import type { ConsentEvent } from '#nrm/consent';
import type { identificationEvents, IdentificationEvent } from '#nrm/identification';
import type { ProsecutionEvent } from '#nrm/prosecution';
import type { ReferralEvent } from '#nrm/referral';
import type { RehabilitationEvent } from '#nrm/rehabilitation';

export type CaseEvent =
  IdentificationEvent | ConsentEvent | ReferralEvent | AssistanceEvent | RehabilitationEvent | ProsecutionEvent;

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
      const receiver = file.referrals.find((item) => item.referralId === event.data.referralId)?.to ?? file.holder;
      // The assignee was one of the former holder's people.
      const { assignee: _, ...rest } = referral(event.data.referralId, { state: 'HandedOver', arrived: true });
      return { ...rest, holder: receiver };
    }
    case 'ReferralCompleted':
      return referral(event.data.referralId, { state: 'Completed' });
    case 'HandoverConfirmed':
    case 'GoalProgressed':
    case 'FollowUpRecorded':
      return file;
    case 'AssistancePlanned':
      return { ...file, assistancePlanned: true };
    case 'ServiceDelivered':
      return { ...file, serviceDelivered: true };
    case 'RehabilitationPlanned':
      return { ...file, rehabilitationPlanned: true };
    case 'CaseClosed':
      return { ...file, closed: true };
    case 'CaseReopened':
      return { ...file, closed: false };
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

/** Whether she is where a referral brought her. Once she has gone on to another organisation she is not, even if nobody completed it. */
export const isInCare = ({ holder }: CaseFile, { state, to }: ReferralOnFile): boolean =>
  state === 'HandedOver' && holder === to;

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
  ...file.referrals.map((referral) => `referral-${referral.referralId}`),
  ...file.proceedings.map((proceeding) => `proceeding-${proceeding.proceedingId}`),
];
