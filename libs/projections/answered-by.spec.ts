import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { of } from 'rxjs';
import { AnsweredBy, AnsweredByInterceptor, positionAfter, secondsToWait } from './answered-by.js';
import type { ProjectionRunners } from './projection-runners.js';

@AnsweredBy('caseload')
class Answered {}

describe('an answer from a projection', () => {
  const answer = async (
    headers: Record<string, string>,
    { reached = true, parked = 0 }: { reached?: boolean; parked?: number } = {},
  ) => {
    const waits: [string, number, number][] = [];
    const runners = {
      get: (name: string) => ({
        waitFor: (position: number, ms: number) => Promise.resolve(waits.push([name, position, ms]) > 0 && reached),
        parkedStreams: () => parked,
      }),
    } as unknown as ProjectionRunners;
    const replied: Record<string, string> = {};
    const context = {
      getHandler: () => () => undefined,
      getClass: () => Answered,
      switchToHttp: () => ({
        getRequest: () => ({ headers }),
        getResponse: () => ({ header: (name: string, value: string) => (replied[name] = value) }),
      }),
    } as unknown as ExecutionContext;
    const next: CallHandler = { handle: () => of('the answer') };
    await new AnsweredByInterceptor(new Reflector(), runners).intercept(context, next);
    return { waits, replied };
  };

  it('does not wait and says nothing when nothing is asked and nothing missing', async () => {
    expect(await answer({})).toEqual({ waits: [], replied: {} });
  });

  it('waits for the position, two seconds unless told', async () => {
    expect(await answer({ 'tirek-after': '12' })).toEqual({ waits: [['caseload', 12, 2_000]], replied: {} });
    expect((await answer({ 'tirek-after': '12', prefer: 'wait=5' })).waits).toEqual([['caseload', 12, 5_000]]);
  });

  it('marks what is stale and what is incomplete', async () => {
    const { replied } = await answer({ 'tirek-after': '12' }, { reached: false, parked: 3 });
    expect(replied).toEqual({ 'Tirek-Stale': 'true', 'Tirek-Incomplete': '3' });
  });

  it.each(['', '-1', '1.5', 'abc', '9'.repeat(16)])('refuses %j as a position', (after) => {
    expect(() => positionAfter({ 'tirek-after': after })).toThrow(
      expect.objectContaining({
        type: 'malformed-request',
        errors: [expect.objectContaining({ pointer: '/headers/tirek-after' })],
      }),
    );
  });

  it.each([
    [undefined, 2],
    ['wait=0', 0],
    ['wait=10', 10],
    ['wait=3600', 10],
    ['respond-async, wait=3', 3],
    ['WAIT="4"', 4],
    ['await=4', 2],
    ['wait=soon', 2],
  ])('takes Prefer: %j as %d seconds', (prefer, seconds) => {
    expect(secondsToWait({ prefer })).toBe(seconds);
  });
});
