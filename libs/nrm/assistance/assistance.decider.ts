import { wrongState, type Decider, type Decision } from '#kernel';
import { checkDate, checkGoalIds, codeSet, present } from '#nrm/codes';
import type { AssistanceCommand, DeliverService, PlanAssistance } from './assistance.commands.js';
import type { AssistanceEvent } from './assistance.events.js';

/** Nothing: a plan replaces the last one, and a service needs no plan. */
export type AssistanceState = null;

function planAssistance(command: PlanAssistance): Decision<AssistanceEvent> {
  const { caseId, organisationId, needs, goals } = command;
  return (
    checkGoalIds(goals) ?? [
      { type: 'AssistancePlanned', data: { caseId, organisationId, needs: codeSet(needs), goals: [...goals] } },
    ]
  );
}

function deliverService(command: DeliverService): Decision<AssistanceEvent> {
  const { today, caseId, organisationId, service, deliveredOn, note } = command;
  return (
    checkDate(deliveredOn, { today, pointer: '/deliveredOn' }) ?? [
      {
        type: 'ServiceDelivered',
        data: present({ caseId, organisationId, service, deliveredOn, note, late: deliveredOn < today }),
      },
    ]
  );
}

function decide(command: AssistanceCommand): Decision<AssistanceEvent> {
  if (command.closed) return wrongState('A closed case is reopened before it is assisted.');
  switch (command.type) {
    case 'PlanAssistance':
      return planAssistance(command);
    case 'DeliverService':
      return deliverService(command);
    default:
      return command satisfies never;
  }
}

/** Assistance, stream `assistance-{caseId}`: planned, and given. */
export const assistanceDecider: Decider<AssistanceCommand, AssistanceEvent, AssistanceState> = {
  initialState: null,
  evolve: (state) => state,
  decide,
};
