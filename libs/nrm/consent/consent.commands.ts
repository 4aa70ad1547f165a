import type { EventOf } from '#kernel';
import type { ConsentGiven } from './consent.events.js';

type Given = EventOf<typeof ConsentGiven>['data'];

/** Records that she agreed. */
export interface GiveConsent {
  readonly type: 'GiveConsent';
  readonly caseId: string;
  readonly consentId: string;
  readonly purpose: Given['purpose'];
  readonly recipients: readonly string[];
  readonly fieldGroups: readonly Given['fieldGroups'][number][];
  readonly language: string;
  readonly form: Given['form'];
  readonly textVersion: string;
  readonly givenOn: string;
  /** Local date of the country. */
  readonly today: string;
}

/** Records that she took a consent back. */
export interface WithdrawConsent {
  readonly type: 'WithdrawConsent';
  readonly caseId: string;
  readonly consentId: string;
  readonly on: string;
  /** Local date of the country. */
  readonly today: string;
}

/** What can be asked of `consent-{caseId}`. */
export type ConsentCommand = GiveConsent | WithdrawConsent;
