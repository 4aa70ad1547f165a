import type { Decider, Decision } from '#kernel';
import type { ErasePerson, ErasureCommand } from './erasure.commands.js';
import type { ErasureEvent } from './erasure.events.js';

/** Whether she was erased, and whether that was asked for and is held. */
export interface ErasureState {
  readonly erased: boolean;
  readonly held: boolean;
}

function erasePerson(command: ErasePerson, { erased }: ErasureState): Decision<ErasureEvent> {
  if (erased) return [];
  const { personId, caseId, reason, legalGround, proceedingOpen } = command;
  const asked = { personId, caseId, reason, legalGround };
  if (proceedingOpen) return [{ type: 'ErasureHeld', data: { ...asked, hold: 'ProceedingOpen' } }];
  return [{ type: 'PersonErased', data: asked }];
}

function decide(command: ErasureCommand, state: ErasureState): Decision<ErasureEvent> {
  switch (command.type) {
    case 'ErasePerson':
      return erasePerson(command, state);
    case 'EndHold': {
      const { personId, caseId } = command;
      return state.held ? [{ type: 'ErasureHoldEnded', data: { personId, caseId } }] : [];
    }
    default:
      return command satisfies never;
  }
}

function evolve(state: ErasureState, event: ErasureEvent): ErasureState {
  switch (event.type) {
    case 'ErasureHeld':
      return { ...state, held: true };
    case 'ErasureHoldEnded':
      return { ...state, held: false };
    case 'PersonErased':
      return { erased: true, held: false };
    default:
      return event satisfies never;
  }
}

/** The end of what is known of a person, stream `person-{personId}`: held as long as it must be, and once. */
export const erasureDecider: Decider<ErasureCommand, ErasureEvent, ErasureState> = {
  initialState: { erased: false, held: false },
  evolve,
  decide,
};
