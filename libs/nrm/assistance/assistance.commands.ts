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

/** What can be asked of `assistance-{caseId}`. */
export type AssistanceCommand = PlanAssistance | DeliverService;
