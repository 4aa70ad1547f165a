import { jest } from '@jest/globals';
import type { ApiProblem } from './problem.js';

// of the page only this is asked for
globalThis.addEventListener = () => undefined;
const { get, readAfter, send } = await import('./client.js');

const write = { path: '/cases', body: {}, idempotencyKey: 'key' };
const answers = jest.spyOn(globalThis, 'fetch');
afterEach(() => answers.mockReset());
afterAll(() => answers.mockRestore());

/** A body of which a part comes, and then nothing more. */
const broken = () =>
  new ReadableStream({
    start(stream) {
      stream.enqueue(new TextEncoder().encode('{"items":['));
      stream.error(new TypeError('network error'));
    },
  });

describe('an answer', () => {
  it('that breaks off is none: what was sent waits and is sent again', async () => {
    answers.mockImplementation(() => Promise.resolve(new Response(broken())));
    await expect(get('/caseload')).rejects.toMatchObject({ kind: 'no-network' });
    await expect(send(write)).rejects.toMatchObject({ kind: 'no-network', passes: true });
  });

  it('of something in between is none of the API', async () => {
    answers.mockImplementation(() => Promise.resolve(new Response('<h1>Welcome to our network</h1>')));
    await expect(send(write)).rejects.toMatchObject({ kind: 'unknown' } satisfies Partial<ApiProblem>);
  });

  it('need not have a body', async () => {
    answers.mockResolvedValue(new Response(null, { status: 204 }));
    expect(await send(write)).toBeUndefined();
  });

  it('is of the newest position that is known, in whatever order positions are told', async () => {
    answers.mockImplementation(() => Promise.resolve(Response.json({})));
    readAfter('105');
    readAfter('99');
    await get('/caseload');
    expect(new Headers(answers.mock.calls[0]![1]!.headers).get('tirek-after')).toBe('105');
  });
});
