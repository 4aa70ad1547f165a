import { againstRule, unknownItem, wrongState, type Decider, type Decision } from '#kernel';
import { checkDate, present } from '#nrm/codes';
import type { SubjectRequestKind } from './subject-rights.codes.js';
import type {
  AnswerSubjectRequest,
  NotifyTransfer,
  ReceiveSubjectRequest,
  SubjectRightsCommand,
} from './subject-rights.commands.js';
import type { SubjectRightsEvent } from './subject-rights.events.js';

interface Request {
  readonly caseId: string;
  readonly kind: SubjectRequestKind;
  readonly receivedOn: string;
  readonly answered: boolean;
}

/** Her requests by id, and the referrals she was told of. */
export interface SubjectRightsState {
  readonly requests: ReadonlyMap<string, Request>;
  readonly notified: ReadonlySet<string>;
}

/** A local date some days later, `YYYY-MM-DD`. */
const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

function receive(command: ReceiveSubjectRequest, state: SubjectRightsState): Decision<SubjectRightsEvent> {
  const { caseId, requestId, kind, receivedOn, days, today } = command;
  if (state.requests.has(requestId)) return wrongState('A request was already recorded under this id.');
  if ([...state.requests.values()].some((request) => request.kind === kind && !request.answered)) {
    return wrongState('A request of this kind waits for its answer already.');
  }
  return (
    checkDate(receivedOn, { today, pointer: '/receivedOn' }) ?? [
      {
        type: 'SubjectRequestReceived',
        data: { caseId, requestId, kind, receivedOn, dueOn: daysAfter(receivedOn, days), late: receivedOn < today },
      },
    ]
  );
}

function answer(command: AnswerSubjectRequest, state: SubjectRightsState): Decision<SubjectRightsEvent> {
  const { requestId, outcome, article, on, today } = command;
  const request = state.requests.get(requestId);
  if (!request) return unknownItem('No request was recorded under this id.');
  if (request.answered) return wrongState('This request was already answered.');
  if (outcome === 'Refused' && !article?.trim()) {
    return againstRule('A refusal names the article of the law that it rests on.', '/article');
  }
  if (outcome === 'Given' && article !== undefined) {
    return againstRule('Only a refusal rests on an article.', '/article');
  }
  if (outcome === 'Given' && request.kind === 'Rectification' && !command.corrected) {
    return againstRule('First correct what was recorded: POST /cases/{caseId}/corrections.', '/outcome');
  }
  return (
    checkDate(on, { today, notBefore: request.receivedOn, pointer: '/on' }) ?? [
      {
        type: 'SubjectRequestAnswered',
        data: present({ caseId: request.caseId, requestId, outcome, article, on, late: on < today }),
      },
    ]
  );
}

function notify(command: NotifyTransfer, state: SubjectRightsState): Decision<SubjectRightsEvent> {
  const { caseId, referralId, disclosed, form, on, today } = command;
  if (!disclosed) return againstRule('By this referral nothing went to another organisation.', '/referralId');
  if (state.notified.has(referralId)) return wrongState('That she was told of this transfer is recorded already.');
  return (
    checkDate(on, { today, pointer: '/on' }) ?? [
      { type: 'TransferNotified', data: { caseId, referralId, on, form, late: on < today } },
    ]
  );
}

function decide(command: SubjectRightsCommand, state: SubjectRightsState): Decision<SubjectRightsEvent> {
  switch (command.type) {
    case 'ReceiveSubjectRequest':
      return receive(command, state);
    case 'AnswerSubjectRequest':
      return answer(command, state);
    case 'NotifyTransfer':
      return notify(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(state: SubjectRightsState, event: SubjectRightsEvent): SubjectRightsState {
  switch (event.type) {
    case 'SubjectRequestReceived': {
      const { caseId, requestId, kind, receivedOn } = event.data;
      const request = { caseId, kind, receivedOn, answered: false };
      return { ...state, requests: new Map(state.requests).set(requestId, request) };
    }
    case 'SubjectRequestAnswered': {
      const request = state.requests.get(event.data.requestId);
      if (!request) return state;
      return { ...state, requests: new Map(state.requests).set(event.data.requestId, { ...request, answered: true }) };
    }
    case 'TransferNotified':
      return { ...state, notified: new Set(state.notified).add(event.data.referralId) };
    default:
      return event satisfies never;
  }
}

/** The rights of the person in her data, stream `subject-rights-{caseId}`: requests with their answers, notices of transfer. */
export const subjectRightsDecider: Decider<SubjectRightsCommand, SubjectRightsEvent, SubjectRightsState> = {
  initialState: { requests: new Map(), notified: new Set() },
  evolve,
  decide,
};
