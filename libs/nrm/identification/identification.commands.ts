import type { EventOf } from '#kernel';
import type { identificationFacts, IdentificationLogged, StatusDecided } from './identification.events.js';

type Logged = EventOf<typeof IdentificationLogged>['data'];
type Decided = EventOf<typeof StatusDecided>['data'];

/** The coded facts of an identification. */
export type IdentificationFacts = Pick<Logged, keyof typeof identificationFacts>;

/** Logs a presumed victim. `person`, `narrative`, `needs` and `reference` are personal and only passed on. */
export interface LogIdentification {
  readonly type: 'LogIdentification';
  readonly caseId: string;
  readonly personId: string;
  readonly organisationId: string;
  readonly facts: IdentificationFacts;
  readonly person?: Logged['person'];
  readonly narrative?: string;
  readonly needs?: string;
  readonly reference?: string;
  /** Local date of the country. */
  readonly today: string;
}

/** Decides the identification status, or reconsiders it. */
export interface DecideStatus {
  readonly type: 'DecideStatus';
  readonly status: Decided['status'];
  readonly decidedOn: string;
  readonly decidingBody: string;
  readonly ruleVersion: string;
  readonly reasons: readonly string[];
  /** Local date of the country. */
  readonly today: string;
}

/** Corrects what was logged; what it does not name stays as it is. */
export interface CorrectIdentification {
  readonly type: 'CorrectIdentification';
  readonly facts: Partial<IdentificationFacts>;
  readonly person?: Logged['person'];
  readonly narrative?: string;
  readonly reason?: string;
  /** Local date of the country. */
  readonly today: string;
}

/** Gives the case to one of the organisation's people. */
export interface AssignCase {
  readonly type: 'AssignCase';
  readonly organisationId: string;
  readonly assignee: string;
  /** Local date of the country. */
  readonly today: string;
}

/** What can be asked of `case-{caseId}`. */
export type IdentificationCommand = LogIdentification | DecideStatus | CorrectIdentification | AssignCase;
