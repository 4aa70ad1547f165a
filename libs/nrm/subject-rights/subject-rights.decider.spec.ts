import * as fc from 'fast-check';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  subjectRequestKinds,
  subjectRequestOutcomes,
  subjectRightsDecider,
  subjectRightsEvents,
  transferNoticeForms,
  type AnswerSubjectRequest,
  type NotifyTransfer,
  type ReceiveSubjectRequest,
  type SubjectRightsCommand,
  type SubjectRightsEvent,
} from './index.js';

const today = '2026-03-10';
const [caseId, requestId, referralId] = [id(1), id(2), id(3)];
const receive: ReceiveSubjectRequest = {
  type: 'ReceiveSubjectRequest',
  caseId,
  requestId,
  kind: 'Access',
  receivedOn: '2026-02-26',
  days: 7,
  today,
};
const answer: AnswerSubjectRequest = {
  type: 'AnswerSubjectRequest',
  requestId,
  outcome: 'Given',
  on: today,
  corrected: false,
  today,
};
const notify: NotifyTransfer = {
  type: 'NotifyTransfer',
  caseId,
  referralId,
  disclosed: true,
  form: 'Oral',
  on: today,
  today,
};
const received = (kind: 'Access' | 'Rectification' = 'Access'): SubjectRightsEvent => ({
  type: 'SubjectRequestReceived',
  data: { caseId, requestId, kind, receivedOn: '2026-02-26', dueOn: '2026-03-05', late: true },
});
const nothing = given(subjectRightsDecider, []);
const once = given(subjectRightsDecider, [received()]);

describe('a request', () => {
  it('is due after the days that the law gives, over the end of a month', () =>
    nothing.when(receive).then([received()]));

  it('is one of its kind at a time', () => {
    once.when(receive).refused('wrong-state');
    once.when({ ...receive, requestId: id(4) }).refused('wrong-state');
    expect(once.when({ ...receive, requestId: id(4), kind: 'Rectification' }).decision).toHaveLength(1);
    const answered = once.when(answer).decision as SubjectRightsEvent[];
    expect(
      given(subjectRightsDecider, [received(), ...answered]).when({ ...receive, requestId: id(4) }).decision,
    ).toHaveLength(1);
  });

  it('was not received in the future', () =>
    nothing.when({ ...receive, receivedOn: '2026-03-11' }).refused('rule', '/receivedOn'));
});

describe('its answer', () => {
  it('is given, or refused on an article', () => {
    once
      .when(answer)
      .then([
        { type: 'SubjectRequestAnswered', data: { caseId, requestId, outcome: 'Given', on: today, late: false } },
      ]);
    once.when({ ...answer, outcome: 'Refused' }).refused('rule', '/article');
    once.when({ ...answer, outcome: 'Refused', article: ' ' }).refused('rule', '/article');
    once.when({ ...answer, article: '15' }).refused('rule', '/article');
    expect(once.when({ ...answer, outcome: 'Refused', article: '15' }).decision).toMatchObject([
      { data: { article: '15' } },
    ]);
  });

  it('of a rectification follows a correction', () => {
    const wrong = given(subjectRightsDecider, [received('Rectification')]);
    wrong.when(answer).refused('rule', '/outcome');
    expect(wrong.when({ ...answer, corrected: true }).decision).toHaveLength(1);
  });

  it('comes after the request, once, and not in the future', () => {
    nothing.when(answer).refused('unknown-item');
    once.when({ ...answer, on: '2026-02-25' }).refused('rule', '/on');
    once.when({ ...answer, on: '2026-03-11' }).refused('rule', '/on');
    const answered = once.when(answer).decision as SubjectRightsEvent[];
    given(subjectRightsDecider, [received(), ...answered])
      .when(answer)
      .refused('wrong-state');
  });
});

describe('a notice of transfer', () => {
  it('is of a transfer that was, once', () => {
    const notified = nothing.when(notify).decision as SubjectRightsEvent[];
    expect(notified).toEqual([
      { type: 'TransferNotified', data: { caseId, referralId, on: today, form: 'Oral', late: false } },
    ]);
    nothing.when({ ...notify, disclosed: false }).refused('rule', '/referralId');
    nothing.when({ ...notify, on: '2026-03-11' }).refused('rule', '/on');
    given(subjectRightsDecider, notified).when(notify).refused('wrong-state');
  });
});

const anyCommand: fc.Arbitrary<SubjectRightsCommand> = fc.oneof(
  fc.record({
    type: fc.constant('ReceiveSubjectRequest' as const),
    caseId: anyId,
    requestId: anyId,
    kind: fc.constantFrom(...subjectRequestKinds),
    receivedOn: anyDate,
    days: fc.constant(7),
    today: anyDate,
  }),
  fc.record(
    {
      type: fc.constant('AnswerSubjectRequest' as const),
      requestId: anyId,
      outcome: fc.constantFrom(...subjectRequestOutcomes),
      article: fc.constantFrom('15', ' '),
      on: anyDate,
      corrected: fc.boolean(),
      today: anyDate,
    },
    { requiredKeys: ['type', 'requestId', 'outcome', 'on', 'corrected', 'today'] },
  ),
  fc.record({
    type: fc.constant('NotifyTransfer' as const),
    caseId: anyId,
    referralId: anyId,
    disclosed: fc.boolean(),
    form: fc.constantFrom(...transferNoticeForms),
    on: anyDate,
    today: anyDate,
  }),
);

describe('any history of her rights', () => {
  it('answers every request at most once', () =>
    holdsForAnyHistory(subjectRightsDecider, subjectRightsEvents, anyCommand, (history) => {
      const answers = history.flatMap((event) =>
        event.type === 'SubjectRequestAnswered' ? [event.data.requestId] : [],
      );
      expect(answers).toEqual([...new Set(answers)]);
    }));
});
