import type { EventOf } from '#kernel';
import type { Service } from '#nrm/codes';
import type { AssistancePlanned } from './assistance.events.js';

type Planned = EventOf<typeof AssistancePlanned>['data'];

/** Plans the help. A goal's description is personal. */
export interface PlanAssistance {
  readonly type: 'PlanAssistance';
  readonly caseId: string;
  readonly organisationId: string;
  readonly needs: readonly Service[];
  readonly goals: readonly Readonly<Planned['goals'][number]>[];
  /** The case is closed. */
  readonly closed: boolean;
  /** Local date of the country. */
  readonly today: string;
}

/** Records a service that was given to her. `note` is personal. */
export interface DeliverService {
  readonly type: 'DeliverService';
  readonly caseId: string;
  readonly organisationId: string;
  readonly service: Service;
  readonly deliveredOn: string;
  readonly note?: string;
  /** The case is closed. */
  readonly closed: boolean;
  /** Local date of the country. */
  readonly today: string;
}

/** Records a note. `text` is personal; a counselling note's is sealed to the key of the organisation already. */
export interface RecordNote {
  readonly type: 'RecordCounsellingNote' | 'RecordHealthNote';
  readonly caseId: string;
  readonly organisationId: string;
  readonly noteId: string;
  readonly text: string;
  /** The case is closed. */
  readonly closed: boolean;
}

/** What can be asked of `assistance-{caseId}`. */
export type AssistanceCommand = PlanAssistance | DeliverService | RecordNote;
