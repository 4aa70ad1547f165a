import { ApiProblem, type ProblemKind } from '../api/problem.js';
import { problemStatus } from '../../../libs/kernel/problem.js';
import { against, problemOfEntry, restOf, verdictOn, type Content } from './entry.js';

const content: Content = {
  path: '/cases/c/corrections',
  body: { gender: 'Feminine' },
  kind: 'kind.correction',
  summary: [],
  idempotencyKey: 'key',
  enteredAt: '2026-11-22T08:00:00Z',
};
const typed = { values: {}, initial: {} };

it('judges every problem of the API', () => {
  const verdicts = Object.entries(problemStatus).map(([kind, status]) => [
    kind,
    verdictOn(new ApiProblem(kind as ProblemKind, status)),
  ]);
  expect(Object.fromEntries(verdicts)).toEqual({
    'malformed-request': 'Refused',
    'not-signed-in': 'SignIn',
    'not-allowed': 'Refused',
    'not-found': 'Refused',
    'wrong-state': 'Refused',
    'legal-hold': 'Refused',
    stale: 'Conflict',
    'too-large': 'Refused',
    'wrong-content-type': 'Refused',
    'against-a-rule': 'Refused',
    'key-reused': 'Refused',
    'too-many-requests': 'NoWay',
    'internal-error': 'NotYet',
    'not-ready': 'NoWay',
  });
});

it('waits for what is no answer of the API', () => {
  expect(verdictOn(new ApiProblem('no-network', 0))).toBe('NoWay');
  // a portal of the network that wants to be paid first
  expect(verdictOn(new ApiProblem('unknown', 403))).toBe('NoWay');
});

it('takes the token of a session that has ended for no refusal', () => {
  const errors = [{ pointer: '/headers/tirek-csrf', detail: 'must be the csrfToken that GET /session answers' }];
  expect(verdictOn(new ApiProblem('not-allowed', 403, errors))).toBe('SignIn');
});

it('keeps with an entry what was said against it', () => {
  const problem = new ApiProblem('against-a-rule', 422, [{ pointer: '/gender', detail: 'is wrong' }]);
  const kept = JSON.parse(JSON.stringify(against(content, problem))) as Content;
  expect(kept).toMatchObject(content);
  expect(problemOfEntry(kept.problem!)).toEqual(problem);
});

it('keeps of one conflict after another everything that happened since it was entered, and the newest revision', () => {
  const first = against(content, new ApiProblem('stale', 412, [], { etag: '"2"', since: [{ type: 'CaseAssigned' }] }));
  const second = against(first, new ApiProblem('stale', 412, [], { etag: '"3"', since: [{ type: 'ConsentGiven' }] }));
  expect(second.problem?.members).toEqual({ etag: '"3"', since: [{ type: 'CaseAssigned' }, { type: 'ConsentGiven' }] });
});

it('leaves of an entry that is stored in part what is not stored yet, with its own form and key', () => {
  const next = {
    ...content,
    path: '/cases/c/consents',
    idempotencyKey: 'next',
    form: { address: '/', draft: 'd', typed },
  };
  const { enteredAt: _, ...follower } = next;
  const left = restOf({ ...content, chain: 'c', followedBy: [follower, { ...follower, idempotencyKey: 'last' }] });
  expect(left).toMatchObject({ path: '/cases/c/consents', idempotencyKey: 'next', chain: 'c', form: { draft: 'd' } });
  expect(restOf(left!)).toMatchObject({ idempotencyKey: 'last' });
  expect(restOf(restOf(left!)!)).toBeUndefined();
});
