import { againstRule, unknownItem, wrongState, type Decider, type Decision } from '#kernel';
import { checkDate, followingStages, present, stagesOnGround, type ProceedingStage } from '#nrm/codes';
import type { MoveStage, ProsecutionCommand, RegisterProceeding } from './prosecution.commands.js';
import type { ProsecutionEvent } from './prosecution.events.js';

/** What is known of a proceeding when the next step is decided. */
export type ProsecutionState =
  | { readonly registered: false }
  | {
      readonly registered: true;
      readonly proceedingId: string;
      readonly caseId: string;
      readonly stage: ProceedingStage;
      /** When it came to this stage. */
      readonly movedOn: string;
    };

function registerProceeding(command: RegisterProceeding, state: ProsecutionState): Decision<ProsecutionEvent> {
  const { today, proceedingId, caseId, office, registeredBy, registerNumber, registeredOn, articles } = command;
  if (state.registered) return wrongState('A proceeding was already registered under this id.');
  if (!command.officeIsProsecution) {
    return againstRule("A proceeding is given to a prosecutor's office of the mechanism.", '/office');
  }
  return (
    checkDate(registeredOn, { today, pointer: '/registeredOn' }) ?? [
      {
        type: 'ProceedingRegistered',
        data: {
          proceedingId,
          caseId,
          office,
          registeredBy,
          registerNumber,
          registeredOn,
          articles: [...new Set(articles)],
          late: registeredOn < today,
        },
      },
    ]
  );
}

function moveStage(command: MoveStage, state: ProsecutionState): Decision<ProsecutionEvent> {
  if (!state.registered) return unknownItem('No proceeding was registered under this id.');
  const { today, stage, on, ground } = command;
  const { proceedingId, caseId, stage: from, movedOn } = state;
  if (!followingStages[from].includes(stage)) {
    const next = followingStages[from].join(', ');
    return wrongState(`From ${from} a proceeding does not go to ${stage}, only to ${next}.`);
  }
  if (stagesOnGround.has(stage) && !ground?.trim()) {
    return againstRule('A proceeding is dismissed or suspended on a ground.', '/ground');
  }
  return (
    checkDate(on, { today, notBefore: movedOn, pointer: '/on' }) ?? [
      {
        type: 'ProceedingStageMoved',
        data: present({ proceedingId, caseId, from, stage, on, ground, late: on < today }),
      },
    ]
  );
}

function decide(command: ProsecutionCommand, state: ProsecutionState): Decision<ProsecutionEvent> {
  switch (command.type) {
    case 'RegisterProceeding':
      return registerProceeding(command, state);
    case 'MoveStage':
      return moveStage(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(state: ProsecutionState, event: ProsecutionEvent): ProsecutionState {
  switch (event.type) {
    case 'ProceedingRegistered': {
      const { proceedingId, caseId, registeredOn } = event.data;
      return { registered: true, proceedingId, caseId, stage: 'Registered', movedOn: registeredOn };
    }
    case 'ProceedingStageMoved':
      return state.registered ? { ...state, stage: event.data.stage, movedOn: event.data.on } : state;
    default:
      return event satisfies never;
  }
}

/** A criminal proceeding, stream `proceeding-{proceedingId}`: registered, and moved from stage to stage. */
export const prosecutionDecider: Decider<ProsecutionCommand, ProsecutionEvent, ProsecutionState> = {
  initialState: { registered: false },
  evolve,
  decide,
};
