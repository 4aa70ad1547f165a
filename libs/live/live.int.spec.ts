import { once } from 'node:events';
import { connect } from 'node:net';
import { MEMBERS, type Caller, type Members } from '#access';
import {
  type Application,
  daysAgo,
  organisationOf,
  Path,
  startApplication,
  userNamed,
} from '../casework/application.testing.js';
import { finishRequests } from '../service/listen.js';
import { type Listening, listeningOn } from './listening.testing.js';
import { LiveStreams } from './live-streams.js';

let on: Application;
let url: string;
let listen: (who: string | Caller) => Promise<Listening>;
const listening: Listening[] = [];
beforeAll(async () => {
  on = await startApplication();
  ({ url, listen } = await listeningOn(on));
});
afterAll(() => on.stop());
afterEach(() => {
  for (const one of listening.splice(0)) one.leave();
});

async function to(who: string | Caller): Promise<Listening> {
  const one = await listen(who);
  listening.push(one);
  return one;
}
/** A case of another organisation, of which whoever waited in vain is told nothing; resolves when all were told of it. */
async function marked(): Promise<void> {
  const elsewhere = await to('police.bishkek');
  await new Path(on, 'police.bishkek').logged();
  await elsewhere.changes(1);
}

describe('whoever is signed in', () => {
  it('is greeted with the position, in a stream that nobody keeps', async () => {
    const one = await to('analyst');
    expect(one.answer.status).toBe(200);
    expect(Object.fromEntries(one.answer.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': expect.stringContaining('no-store') as string,
      'tirek-mode': 'demonstration',
      'x-content-type-options': 'nosniff',
    });
    expect(one.told).toEqual([{ event: 'hello', data: { position: expect.stringMatching(/^\d+$/) as string } }]);
  });

  it('is nobody else', async () => {
    expect((await fetch(`${url}/api/v1/live`)).status).toBe(401);
  });

  it('is told of the cases of the own organisation, and of no other', async () => {
    const [officer, ...others] = await Promise.all(
      ['police.osh', 'ngo.bishkek', 'prosecutor.osh', 'rapporteur', 'analyst', 'dpo', 'admin'].map(to),
    );
    const own = await new Path(on).logged();
    expect(await officer!.changes(1)).toEqual([{ position: own.position, caseId: own.caseId }]);
    await marked();
    for (const other of others) expect(other.told).toHaveLength(1);
    expect(officer!.told).toHaveLength(2);
  });

  it('is told as long as the organisation has a part', async () => {
    const shelter = await to('ngo.shelter-osh');
    const path = await (await (await new Path(on).logged()).consented()).referred();
    const told = await shelter.changes(1);
    expect(told).toEqual([{ position: path.position, caseId: path.caseId }]);
    await path.step('ngo.shelter-osh', `/referrals/${path.referralId}/decline`, { reason: 'NoCapacity' });
    // what became of the referral is theirs to know; what comes after it is not
    expect((await shelter.changes(2))[1]).toEqual({ position: path.position, caseId: path.caseId });
    await path.step('police.osh', `/cases/${path.caseId}/assignments`, { assignee: 'police.osh' });
    await marked();
    expect(shelter.told).toHaveLength(3);
  });

  it('is told nothing of a case that she has shut them out of', async () => {
    const path = await (await (await new Path(on).logged()).consented()).referred();
    // from here on nobody is told of what went before
    await marked();
    const [shelter, excluded] = [await to('ngo.shelter-osh'), await to('police.osh')];
    const colleague = await to({ ...userNamed('police.osh'), user: 'a colleague' });
    for (const body of [
      { organisationId: organisationOf('ngo.shelter-osh') },
      { organisationId: organisationOf('police.osh'), user: 'police.osh' },
    ]) {
      await path.step('police.supervisor', `/cases/${path.caseId}/exclusions`, { ...body, on: daysAgo(0) });
      await marked();
    }
    await path.step('police.supervisor', `/cases/${path.caseId}/assignments`, { assignee: 'police.supervisor' });
    await marked();
    expect(shelter.told).toHaveLength(1);
    // he was not yet, when the first of the two was recorded
    expect(excluded.told).toHaveLength(2);
    expect(await colleague.changes(3)).toHaveLength(3);
  });

  it('is told of a notice, without its case', async () => {
    const [protection, officer] = [await to('child.protection'), await to('police.osh')];
    const child = await new Path(on).logged({ ageGroup: 'Child' });
    expect(await protection.changes(1)).toEqual([{ position: child.position }]);
    await officer.changes(1);
    await marked();
    expect(protection.told).toHaveLength(2);
    expect(officer.told).toHaveLength(2);
  });

  it('is told once that much has changed, where it is much at once', async () => {
    const officer = await to('police.osh');
    await Promise.all(Array.from({ length: 60 }, () => new Path(on).logged()));
    const head = String(await on.store.head());
    while (officer.told.at(-1)?.data.position !== head) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(officer.told.length).toBeLessThan(60);
    expect(officer.told.some(({ event, data }) => event === 'changed' && !data.caseId)).toBe(true);
  });
});

describe('a stream', () => {
  it('is one of six at most', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => to('consul')));
    expect(six.map(({ answer }) => answer.status)).toEqual(Array.from({ length: 6 }, () => 200));
    const seventh = await fetch(`${url}/api/v1/live`, {
      headers: { authorization: `Bearer ${await on.tokenOf('consul')}` },
    });
    expect([seventh.status, seventh.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await seventh.json()).toMatchObject({ type: 'urn:tirek:problem:too-many-requests' });
    six[0]!.leave();
    await marked();
    expect((await to('consul')).answer.status).toBe(200);
  });

  it('is cut when the browser does not read, and nothing piles up for it', async () => {
    const streams = on.app.get(LiveStreams, { strict: false });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const closed = once(socket, 'close');
    socket.on('error', () => undefined);
    socket.write(
      `GET /api/v1/live HTTP/1.1\r\nhost: tirek\r\nauthorization: Bearer ${await on.tokenOf('labour')}\r\n\r\n`,
    );
    await once(socket, 'readable');
    const head = await on.store.head();
    const labour = () => streams.advanceTo(head).find(({ caller }) => caller.user === 'labour');
    let told = 0;
    for (let one = labour(); one !== undefined && told < 50_000; one = labour()) {
      // large, since the kernel holds some megabytes for a connection that nobody reads
      for (let i = 0; i < 100; i += 1) one.tell(head, 'x'.repeat(1_000));
      told += 100;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(labour()).toBeUndefined();
    expect(told).toBeLessThan(50_000);
    expect(on.logger.text).toContain('The client is not reading its events');
    socket.destroy();
    await closed;
  });

  it('ends when who listens has left, or has signed out everywhere', async () => {
    const [leaving, staying, signedOut] = [await to('labour'), await to('police.osh'), await to('ngo.bishkek')];
    const began = Date.now();
    const labour = `/organisations/${organisationOf('labour')}/members/labour/departure`;
    expect((await on.post('admin', labour, {})).status).toBeLessThan(300);
    await on.app.get<Members>(MEMBERS, { strict: false }).signOutEverywhere('ngo.bishkek');
    await Promise.all([leaving.ended, signedOut.ended]);
    expect(Date.now() - began).toBeLessThan(60_000);
    // a heartbeat, at which it was judged to stay
    await staying.heartbeat();
    expect((await listen('labour')).answer.status).toBe(401);
  });

  it('does not keep the application from stopping', async () => {
    const one = await to('police.osh');
    const began = Date.now();
    await finishRequests(on.app);
    await one.ended;
    // it cuts off what is still open after seven seconds
    expect(Date.now() - began).toBeLessThan(6_500);
  });
});
