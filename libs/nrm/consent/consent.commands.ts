import type { EventOf } from '#kernel';
import type { OrganisationType } from '#nrm/codes';
import type { ChildViewsRecorded, ConsentGiven, DisclosureClosed } from './consent.events.js';

type Given = EventOf<typeof ConsentGiven>['data'];
type Closed = EventOf<typeof DisclosureClosed>['data'];
type Views = EventOf<typeof ChildViewsRecorded>['data'];
type FieldGroup = Given['fieldGroups'][number];

/** What every step says that she takes on a day. */
interface OnADay {
  readonly caseId: string;
  /** Local date. */
  readonly on: string;
  /** Local date of the country. */
  readonly today: string;
}

/** Records that she agreed. */
export interface GiveConsent {
  readonly type: 'GiveConsent';
  readonly caseId: string;
  readonly consentId: string;
  /** The organisation that she told. */
  readonly recordedBy: string;
  readonly purpose: Given['purpose'];
  readonly recipients: readonly string[];
  readonly fieldGroups: readonly FieldGroup[];
  readonly language: string;
  readonly form: Given['form'];
  readonly textVersion: string;
  readonly givenOn: string;
  /** Local date of the country. */
  readonly today: string;
}

/** Records that she leaves less of a consent; what is not said stays as it is. */
export interface NarrowConsent extends OnADay {
  readonly type: 'NarrowConsent';
  readonly consentId: string;
  readonly recipients?: readonly string[];
  readonly fieldGroups?: readonly FieldGroup[];
  /** Whoever cares for her keeps nothing of what she takes back. */
  readonly keepNothing?: boolean;
}

/** Records that she took a consent back. A second time it may say `keepNothing`, which the first did not. */
export interface WithdrawConsent extends OnADay {
  readonly type: 'WithdrawConsent';
  readonly consentId: string;
  readonly keepNothing?: boolean;
}

/** Records what a recipient sees no longer, and what it had seen. */
export interface CloseDisclosure {
  readonly type: 'CloseDisclosure';
  readonly closed: Closed;
}

/** Records that somebody shall not see her file. */
export interface RecordExclusion extends OnADay {
  readonly type: 'RecordExclusion';
  readonly exclusionId: string;
  readonly organisationId: string;
  /** Absent: the whole organisation. */
  readonly user?: string;
  /** The organisation that holds the case. */
  readonly holder: string;
  /** Undefined: it takes no part in the mechanism. */
  readonly organisationType: OrganisationType | undefined;
  readonly ageGroup: 'Adult' | 'Child' | 'Unknown';
}

/** Records that they may see it again. */
export interface LiftExclusion extends OnADay {
  readonly type: 'LiftExclusion';
  readonly exclusionId: string;
  /** The organisation that records it. */
  readonly liftedBy: string;
}

/** Records how a child was heard. `views` and the guardian's name are personal. */
export interface RecordChildViews extends OnADay {
  readonly type: 'RecordChildViews';
  readonly ageGroup: 'Adult' | 'Child' | 'Unknown';
  readonly assent: Views['assent'];
  readonly views?: string;
  readonly guardian?: Views['guardian'];
}

/** What can be asked of `consent-{caseId}`. */
export type ConsentCommand =
  GiveConsent | NarrowConsent | WithdrawConsent | CloseDisclosure | RecordExclusion | LiftExclusion | RecordChildViews;
