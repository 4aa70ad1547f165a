import { againstRule, wrongState, type Decider, type Decision } from '#kernel';
import { checkDate, codeSet, present } from '#nrm/codes';
import type { NotificationCommand } from './notification.commands.js';
import type { NotificationEvent } from './notification.events.js';

/** Whether it was recorded: nothing comes after it. */
type NotificationState = { readonly recorded: boolean };

function decide(command: NotificationCommand, { recorded }: NotificationState): Decision<NotificationEvent> {
  if (recorded) return wrongState('A notification was already recorded under this id.');
  const { notificationId, facts, today } = command;
  if (facts.ageGroup !== 'Adult') {
    return againstRule(
      'A child, or a person who may be one, is not notified without a name: log a case, so that she is protected.',
      '/ageGroup',
    );
  }
  if (facts.exploitation.length > 1 && facts.exploitation.includes('Unknown')) {
    return againstRule('Exploitation is either unknown or named, not both.', '/exploitation');
  }
  return (
    checkDate(facts.notifiedOn, { today, pointer: '/notifiedOn' }) ?? [
      {
        type: 'NotificationRecorded',
        data: present({
          notificationId,
          ...facts,
          citizenships: codeSet(facts.citizenships),
          exploitation: codeSet(facts.exploitation),
          late: facts.notifiedOn < today,
        }),
      },
    ]
  );
}

/** A notification without identity, stream `notification-{id}`: recorded once. */
export const notificationDecider: Decider<NotificationCommand, NotificationEvent, NotificationState> = {
  initialState: { recorded: false },
  evolve: () => ({ recorded: true }),
  decide,
};
