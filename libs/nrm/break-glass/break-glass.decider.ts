import { againstRule, unknownItem, wrongState, type Decider, type Decision } from '#kernel';
import { present } from '#nrm/codes';
import { longestBreakGlassHours, mostUnreviewed } from './break-glass.codes.js';
import type { BreakGlassCommand, OpenBreakGlass, ReviewBreakGlass } from './break-glass.commands.js';
import type { BreakGlassEvent } from './break-glass.events.js';

/** An opening as far as its review needs it; null: there is none. */
export type BreakGlassState = {
  readonly breakGlassId: string;
  readonly caseId: string;
  readonly user: string;
  readonly reviewed: boolean;
} | null;

const hourMs = 3_600_000;

function openBreakGlass(command: OpenBreakGlass, state: BreakGlassState): Decision<BreakGlassEvent> {
  const { breakGlassId, caseId, organisationId, user, reason, hours, now } = command;
  if (state) return wrongState('A file was already opened under this id.');
  if (command.hasPart) {
    return wrongState('Your organisation has a part in this case: it is opened as always, not in an emergency.');
  }
  if (command.open) return wrongState('You have opened this file already, and the time is not over.');
  if (command.unreviewed >= mostUnreviewed) {
    return wrongState(`${mostUnreviewed} of your openings wait for their review: before the next they are reviewed.`);
  }
  if (!reason.trim()) return againstRule('A file is opened in an emergency for a reason.', '/reason');
  if (hours < 1 || hours > longestBreakGlassHours) {
    return againstRule(`A file is opened for 1 to ${longestBreakGlassHours} hours.`, '/hours');
  }
  const until = new Date(Date.parse(now) + hours * hourMs).toISOString();
  return [{ type: 'BreakGlassOpened', data: { breakGlassId, caseId, organisationId, user, reason, until } }];
}

function reviewBreakGlass(
  { user, outcome, note }: ReviewBreakGlass,
  state: BreakGlassState,
): Decision<BreakGlassEvent> {
  if (!state) return unknownItem('No file was opened under this id.');
  if (state.reviewed) return wrongState('This opening was already reviewed.');
  if (user === state.user) return againstRule('Nobody reviews what they opened themselves.');
  const { breakGlassId, caseId } = state;
  return [{ type: 'BreakGlassReviewed', data: present({ breakGlassId, caseId, outcome, note }) }];
}

function decide(command: BreakGlassCommand, state: BreakGlassState): Decision<BreakGlassEvent> {
  switch (command.type) {
    case 'OpenBreakGlass':
      return openBreakGlass(command, state);
    case 'ReviewBreakGlass':
      return reviewBreakGlass(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(state: BreakGlassState, event: BreakGlassEvent): BreakGlassState {
  switch (event.type) {
    case 'BreakGlassOpened': {
      const { breakGlassId, caseId, user } = event.data;
      return { breakGlassId, caseId, user, reviewed: false };
    }
    case 'BreakGlassReviewed':
      return state && { ...state, reviewed: true };
    default:
      return event satisfies never;
  }
}

/** An opening in an emergency, stream `break-glass-{breakGlassId}`: opened, and reviewed by somebody else. */
export const breakGlassDecider: Decider<BreakGlassCommand, BreakGlassEvent, BreakGlassState> = {
  initialState: null,
  evolve,
  decide,
};
