import { againstRule, unknownItem, wrongState, type Decider, type Decision } from '#kernel';
import { checkDate, endedStages, followingStages, present, stagesOnGround, type ProceedingStage } from '#nrm/codes';
import type { MoveStage, ProsecutionCommand, RegisterProceeding, RequalifyCharge } from './prosecution.commands.js';
import { articlesAfter, type ProsecutionEvent } from './prosecution.events.js';

/** What is known of a proceeding when the next step is decided. */
export type ProsecutionState =
  | { readonly registered: false }
  | {
      readonly registered: true;
      readonly proceedingId: string;
      readonly caseId: string;
      readonly stage: ProceedingStage;
      readonly articles: readonly string[];
      /** When its last step was taken. */
      readonly lastOn: string;
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
  const { proceedingId, caseId, stage: from, lastOn } = state;
  if (!followingStages[from].includes(stage)) {
    const next = followingStages[from].join(', ');
    return wrongState(`From ${from} a proceeding does not go to ${stage}, only to ${next}.`);
  }
  if (stagesOnGround.has(stage) && !ground?.trim()) {
    return againstRule('A proceeding is dismissed or suspended on a ground.', '/ground');
  }
  return (
    checkDate(on, { today, notBefore: lastOn, pointer: '/on' }) ?? [
      {
        type: 'ProceedingStageMoved',
        data: present({ proceedingId, caseId, from, stage, on, ground, late: on < today }),
      },
    ]
  );
}

/**
 * A charge may be requalified to an article that the proceeding is under already: the two become one, which is how a
 * charge of trafficking goes where a lesser one was brought beside it.
 */
function requalifyCharge(command: RequalifyCharge, state: ProsecutionState): Decision<ProsecutionEvent> {
  if (!state.registered) return unknownItem('No proceeding was registered under this id.');
  const { today, from, to, on, ground } = command;
  const { proceedingId, caseId, stage, articles, lastOn } = state;
  if (endedStages.has(stage)) {
    return wrongState('A proceeding that has ended is reopened before a charge is requalified.');
  }
  if (!articles.includes(from)) return againstRule('The proceeding is not under this article.', '/from');
  if (to === from) return againstRule('A charge is requalified to another article.', '/to');
  if (!ground.trim()) return againstRule('A charge is requalified on a ground.', '/ground');
  return (
    checkDate(on, { today, notBefore: lastOn, pointer: '/on' }) ?? [
      { type: 'ChargeRequalified', data: { proceedingId, caseId, from, to, on, ground, late: on < today } },
    ]
  );
}

function decide(command: ProsecutionCommand, state: ProsecutionState): Decision<ProsecutionEvent> {
  switch (command.type) {
    case 'RegisterProceeding':
      return registerProceeding(command, state);
    case 'MoveStage':
      return moveStage(command, state);
    case 'RequalifyCharge':
      return requalifyCharge(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(state: ProsecutionState, event: ProsecutionEvent): ProsecutionState {
  switch (event.type) {
    case 'ProceedingRegistered': {
      const { proceedingId, caseId, registeredOn, articles } = event.data;
      return { registered: true, proceedingId, caseId, stage: 'Registered', articles, lastOn: registeredOn };
    }
    case 'ProceedingStageMoved':
      return state.registered ? { ...state, stage: event.data.stage, lastOn: event.data.on } : state;
    case 'ChargeRequalified':
      return state.registered
        ? { ...state, articles: articlesAfter(state.articles, event.data), lastOn: event.data.on }
        : state;
    default:
      return event satisfies never;
  }
}

/** A criminal proceeding, stream `proceeding-{proceedingId}`: registered, moved from stage to stage, its charges requalified. */
export const prosecutionDecider: Decider<ProsecutionCommand, ProsecutionEvent, ProsecutionState> = {
  initialState: { registered: false },
  evolve,
  decide,
};
