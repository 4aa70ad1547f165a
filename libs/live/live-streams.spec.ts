import type { MessageEvent } from '@nestjs/common';
import { lastValueFrom, type Observable, take, toArray } from 'rxjs';
import type { Caller } from '#access';
import { Problem } from '#kernel';
import { LiveStreams, type StreamLimits } from './live-streams.js';

const caller: Caller = { user: 'aigul', organisationId: 'o', roles: ['analyst'] };
const long = 60_000;
const limits: StreamLimits = { perUser: 2, total: 3, heartbeatMs: long, longestMs: long };
const judge = () => Promise.resolve(caller);
const hello = { type: 'hello', id: '7', retry: 3000, data: { position: '7' } };

function following(more: Partial<StreamLimits> = {}): LiveStreams {
  const streams = new LiveStreams({ ...limits, ...more });
  streams.advanceTo(7);
  return streams;
}
/** What comes until the stream ends. */
const allOf = (stream: Observable<MessageEvent>) => lastValueFrom(stream.pipe(toArray()));

describe('a live stream', () => {
  it('begins where everybody was told up to, and says what is told after that', async () => {
    const streams = following();
    const told = lastValueFrom(streams.streamFor(caller, judge).pipe(take(3), toArray()));
    const [listener] = streams.advanceTo(9);
    expect(listener?.caller).toBe(caller);
    listener?.tell(8, 'a case');
    listener?.tell(9);
    expect(await told).toEqual([
      hello,
      { type: 'changed', id: '8', data: { position: '8', caseId: 'a case' } },
      { type: 'changed', id: '9', data: { position: '9' } },
    ]);
    expect(streams.advanceTo(10)).toEqual([]);
  });

  it('is one of a few of the same user, and of the process', async () => {
    const streams = following();
    const open = (who: Caller) => streams.streamFor(who, judge).subscribe({ error: () => undefined });
    const first = open(caller);
    open(caller);
    await expect(allOf(streams.streamFor(caller, judge))).rejects.toMatchObject({ type: 'too-many-requests' });
    open({ ...caller, user: 'bakyt' });
    const chynara = streams.streamFor({ ...caller, user: 'chynara' }, judge);
    await expect(allOf(chynara)).rejects.toMatchObject({ type: 'not-ready' });
    first.unsubscribe();
    expect(streams.advanceTo(8)).toHaveLength(2);
    expect(await lastValueFrom(chynara.pipe(take(1)))).toMatchObject({ type: 'hello' });
    streams.close();
  });

  it('is not given while the events are not followed, or the application stops', async () => {
    const streams = new LiveStreams(limits);
    await expect(allOf(streams.streamFor(caller, judge))).rejects.toMatchObject({ type: 'not-ready' });
    streams.advanceTo(7);
    const told = allOf(streams.streamFor(caller, judge));
    streams.endAll();
    expect(await told).toEqual([hello]);
    await expect(allOf(streams.streamFor(caller, judge))).rejects.toMatchObject({ type: 'not-ready' });
    streams.close();
    streams.advanceTo(8);
    await expect(allOf(streams.streamFor(caller, judge))).rejects.toMatchObject({ type: 'not-ready' });
  });

  it('ends in time, so that the browser comes back', async () => {
    const streams = following({ longestMs: 30 });
    expect(await allOf(streams.streamFor(caller, judge))).toEqual([hello]);
    expect(streams.advanceTo(8)).toEqual([]);
  });

  it('tells whoever the caller is by the last heartbeat, and ends when that is nobody', async () => {
    const streams = following({ heartbeatMs: 10 });
    const now: Caller = { ...caller, roles: ['rapporteur'] };
    const answers = [
      () => Promise.resolve(now),
      () => Promise.resolve(now),
      () => Promise.reject(new Problem('not-signed-in', 'gone')),
    ];
    let judged: readonly Caller[] = [];
    const told = await allOf(
      streams.streamFor(caller, () => {
        judged = [...judged, ...streams.advanceTo(8).map((listener) => listener.caller)];
        return answers[judged.length - 1]!();
      }),
    );
    expect(told).toEqual([hello, { comment: 'still here' }, { comment: 'still here' }]);
    expect(judged).toEqual([caller, now, now]);
    expect(streams.advanceTo(9)).toEqual([]);
  });
});
