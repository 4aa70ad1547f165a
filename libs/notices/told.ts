import type { Role } from '#access';
import type { RecordedEvent } from '#kernel';
import type { BreakGlassEvent } from '#nrm/break-glass';
import type { OrganisationType } from '#nrm/codes';
import type { ConsentEvent } from '#nrm/consent';
import type { ErasureEvent } from '#nrm/erasure';
import type { ExportEvent } from '#nrm/export';
import type { IdentificationEvent } from '#nrm/identification';
import type { ProsecutionEvent } from '#nrm/prosecution';
import type { ReferralEvent } from '#nrm/referral';
import type { SubjectRightsEvent } from '#nrm/subject-rights';
import type { NoticeKind } from './notice-kinds.js';

type Event =
  | BreakGlassEvent
  | ConsentEvent
  | ErasureEvent
  | ExportEvent
  | IdentificationEvent
  | ProsecutionEvent
  | ReferralEvent
  | SubjectRightsEvent;

/**
 * To whom a notice goes: who fits everything that is said. Who holds the case, has a part in it or in its proceeding, or
 * protects children where she is, is found when somebody asks, so that it is true then.
 */
export interface Audience {
  readonly organisation?: string;
  readonly user?: string;
  readonly roles?: readonly Role[];
  /** `Proceeding`: the office that leads the one it is about, and the police that registered it. */
  readonly ofCase?: 'Holder' | 'Parties' | 'Proceeding';
  /** Organisations of this type that work in the region of the case. */
  readonly type?: OrganisationType;
}

/** A notice that an event gives rise to. Codes and ids only. */
export interface Told {
  readonly kind: NoticeKind;
  readonly to: readonly Audience[];
  /** The organisation and the user that it is about. */
  readonly organisation?: string;
  readonly user?: string;
  /** Instant by which somebody has to do something. */
  readonly dueAt?: string;
}

const HOUR = 3_600_000;
/** Within which a second person looks at a referral that rests on vital interest (design section 6.3). */
const secondOpinionHours = 24;

/** Who looks over others' shoulders in an organisation. */
const supervisors: readonly Role[] = ['police-supervisor', 'ngo-manager'];
const dataProtection: Audience = { roles: ['data-protection-officer'] };
const overseersOf = (organisation: string): readonly Audience[] => [
  { organisation, roles: supervisors },
  dataProtection,
];

/** A child, or a person who may be one: treated as a child until decided. */
const childIdentified: Told = { kind: 'ChildIdentified', to: [{ type: 'ChildProtection' }] };
const toHolder = (kind: NoticeKind): Told => ({ kind, to: [{ ofCase: 'Holder' }] });
/** Says which of the two organisations it was: the other one is warned, and so are colleagues. */
const toProceeding = (kind: NoticeKind, { metadata }: RecordedEvent): Told => ({
  kind,
  to: [{ ofCase: 'Proceeding' }],
  organisation: metadata.actor.organisation,
});

/** The notice that an event gives rise to by itself; undefined: none. */
export function toldBy(recorded: RecordedEvent): Told | undefined {
  const event = recorded as RecordedEvent & Event;
  switch (event.type) {
    case 'IdentificationLogged':
      return event.data.ageGroup === 'Adult' ? undefined : childIdentified;
    case 'IdentificationCorrected': {
      const { ageGroup } = event.data.after;
      return ageGroup === undefined || ageGroup === 'Adult' ? undefined : childIdentified;
    }
    case 'ConsentWithdrawn':
    case 'ConsentNarrowed':
      return toHolder(event.type);
    case 'DisclosureClosed': {
      const { recipient } = event.data;
      return { kind: event.type, to: [{ organisation: recipient }, { ofCase: 'Holder' }], organisation: recipient };
    }
    case 'ReferralSent': {
      const { basis, from, sentAt } = event.data;
      if (basis.kind !== 'VitalInterest') return undefined;
      const dueAt = new Date(Date.parse(sentAt) + secondOpinionHours * HOUR).toISOString();
      return { kind: 'SecondOpinionNeeded', to: overseersOf(from), organisation: from, dueAt };
    }
    case 'ReferralAccepted':
      return toHolder('TransferToNotify');
    case 'BreakGlassOpened': {
      const { organisationId, user } = event.data;
      return { kind: event.type, to: overseersOf(organisationId), organisation: organisationId, user };
    }
    case 'SubjectRequestReceived':
      return toHolder(event.type);
    case 'ErasureHoldEnded':
      return { kind: event.type, to: [dataProtection] };
    case 'PersonErased':
      return { kind: event.type, to: [{ ofCase: 'Parties' }] };
    case 'ProceedingStageMoved':
      return event.data.stage === 'Dismissed' ? toProceeding('ProceedingDismissed', event) : undefined;
    case 'ChargeRequalified':
      return toProceeding(event.type, event);
    case 'ExportRequested': {
      const { organisationId, requestedBy } = event.data;
      const to = [{ organisation: organisationId, roles: supervisors }];
      return { kind: event.type, to, organisation: organisationId, user: requestedBy };
    }
    default:
      return undefined;
  }
}

/** The kind of notice that an event settles: somebody did what it asked for. */
export const settledBy: Readonly<Record<string, NoticeKind>> = {
  SecondOpinionGiven: 'SecondOpinionNeeded',
  TransferNotified: 'TransferToNotify',
  BreakGlassReviewed: 'BreakGlassOpened',
  SubjectRequestAnswered: 'SubjectRequestReceived',
  ExportApproved: 'ExportRequested',
};

/** The thing beside its case that an event is about; undefined: it stands for itself. */
export function aboutOf({ data }: RecordedEvent): { readonly what: AboutKind; readonly id: string } | undefined {
  const ids = data as Partial<Record<`${AboutKind}Id`, string>>;
  const what = aboutKinds.find((kind) => ids[`${kind}Id`] !== undefined);
  return what && { what, id: ids[`${what}Id`]! };
}

/** What a notice can be about, beside a case. */
export const aboutKinds = ['breakGlass', 'export', 'request', 'referral', 'consent', 'proceeding'] as const;
export type AboutKind = (typeof aboutKinds)[number];
