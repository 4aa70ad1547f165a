import { wrongState, type Decider, type Decision } from '#kernel';
import { checkDate, checkGoalIds, codeSet, present } from '#nrm/codes';
import type { AssistanceCommand, DeliverService, PlanAssistance, RecordNote } from './assistance.commands.js';
import type { AssistanceEvent } from './assistance.events.js';

/** The ids of the notes: a plan replaces the last one, and a service needs no plan. */
export interface AssistanceState {
  readonly noteIds: ReadonlySet<string>;
}

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

function recordNote(command: RecordNote, { noteIds }: AssistanceState): Decision<AssistanceEvent> {
  const { caseId, organisationId, noteId, text } = command;
  if (noteIds.has(noteId)) return wrongState('A note was already recorded under this id.');
  const type = command.type === 'RecordCounsellingNote' ? 'CounsellingNoteRecorded' : 'HealthNoteRecorded';
  return [{ type, data: { caseId, organisationId, noteId, text } }];
}

function decide(command: AssistanceCommand, state: AssistanceState): Decision<AssistanceEvent> {
  if (command.closed) return wrongState('A closed case is reopened before it is assisted.');
  switch (command.type) {
    case 'PlanAssistance':
      return planAssistance(command);
    case 'DeliverService':
      return deliverService(command);
    case 'RecordCounsellingNote':
    case 'RecordHealthNote':
      return recordNote(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(state: AssistanceState, event: AssistanceEvent): AssistanceState {
  switch (event.type) {
    case 'CounsellingNoteRecorded':
    case 'HealthNoteRecorded':
      return { noteIds: new Set(state.noteIds).add(event.data.noteId) };
    case 'AssistancePlanned':
    case 'ServiceDelivered':
      return state;
    default:
      return event satisfies never;
  }
}

/** Assistance, stream `assistance-{caseId}`: planned, given, and noted down. */
export const assistanceDecider: Decider<AssistanceCommand, AssistanceEvent, AssistanceState> = {
  initialState: { noteIds: new Set() },
  evolve,
  decide,
};
