import { Subscribers } from '#messaging';
import { ProjectionRunners } from '#projections';
import { type Application, startApplication } from '../casework/application.testing.js';

describe('the system, to whoever runs it,', () => {
  let on: Application;
  beforeAll(async () => {
    on = await startApplication();
  }, 60_000);
  afterAll(() => on.stop());
  const fetch = async (url: string) => {
    const answer = await on.app.inject({ url });
    return { status: answer.statusCode, text: answer.body };
  };

  it('says that it lives and how far each projection and each subscriber is', async () => {
    expect(await fetch('/health/live')).toEqual({ status: 200, text: '{"status":"ok"}' });
    const head = await on.store.head();
    const runners = on.app.get(ProjectionRunners, { strict: false }).all();
    for (const [name, runner] of runners) {
      // of a log of its own
      const end = name === 'readers' ? await on.readLog.head() : head;
      expect(await runner.waitFor(end, 10_000)).toBe(true);
    }
    const followers = [...on.app.get(Subscribers, { strict: false }).all()];
    for (const [, subscriber] of followers) expect(await subscriber.reaches(head, 10_000)).toBe(true);
    const { status, text } = await fetch('/health/ready');
    expect(status).toBe(200);
    const { head: told, projections, subscribers, notaries } = JSON.parse(text);
    const working = { standing: 'Working', position: head, behind: 0, leftBehind: 0 };
    const names = ['consent-cascade', 'erasure', 'erasure-hold', 'name-index', 'organisation keys'];
    expect(subscribers).toEqual(Object.fromEntries(names.map((name) => [name, working])));
    expect(notaries).toEqual({ events: 'Working', reads: 'Working' });
    expect(told).toBe(head);
    expect(Object.keys(projections)).toEqual([...runners.keys()]);
    for (const [name, runner] of runners) {
      expect(projections[name]).toEqual({ position: runner.position(), behind: 0, parkedStreams: 0 });
    }
  });

  it('says of a subscriber that it is stuck, or left an event behind, and goes on', async () => {
    const [first] = await on.store.readAll(0, 1);
    const position = await on.store.head();
    const to = (at: number) =>
      on.pool.query(`UPDATE tirek_subscribers.checkpoints SET position = $1 WHERE name = 'erasure'`, [at]);
    await on.pool.query(
      `INSERT INTO tirek_subscribers.left_behind (subscriber, position, after, try_at)
       VALUES ('consent-cascade', $1, 0, 'infinity')`,
      [first!.position],
    );
    await to(position + 1000);
    try {
      const { status, text } = await fetch('/health/ready');
      const { subscribers } = JSON.parse(text);
      expect(status).toBe(200);
      expect(subscribers['erasure']).toMatchObject({ standing: 'Refusing', position: position + 1000 });
      expect(subscribers['consent-cascade']).toMatchObject({ standing: 'Working', leftBehind: 1 });
      expect(subscribers['name-index']).toMatchObject({ standing: 'Working', leftBehind: 0 });
    } finally {
      await to(position);
      await on.pool.query('DELETE FROM tirek_subscribers.left_behind');
    }
  });

  it('says of a notary that it refuses, and goes on', async () => {
    const chain = (change: string): Promise<unknown> =>
      on.pool.query(`ALTER TABLE tirek_integrity.chain DISABLE TRIGGER USER; ${change};
        ALTER TABLE tirek_integrity.chain ENABLE TRIGGER USER`);
    const { rows } = await on.pool.query(
      `SELECT max(position) AS last FROM tirek_integrity.chain WHERE log = 'events'`,
    );
    const flip = `UPDATE tirek_integrity.chain SET signature = set_byte(signature, 0, get_byte(signature, 0) # 1)
      WHERE log = 'events' AND position = ${rows[0].last}`;
    await chain(flip);
    try {
      const { status, text } = await fetch('/health/ready');
      expect([status, JSON.parse(text).notaries]).toEqual([200, { events: 'Refusing', reads: 'Working' }]);
    } finally {
      await chain(flip);
    }
  });

  it('measures requests by route, never by address', async () => {
    const id = '6f2a7c9e-58d1-4b0a-9c43-7d1e20c8a4f6';
    await on.get('police.osh', `/cases/${id}?asOf=2026-01-01`);
    const { status, text } = await fetch('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('route="/api/v1/cases/:caseId",status="404"');
    expect(text).not.toContain(id);
  });

  it('describes every route', async () => {
    const { status, text } = await fetch('/api/v1/openapi.json');
    expect(status).toBe(200);
    const { openapi, paths } = JSON.parse(text);
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/me',
        '/api/v1/cases',
        '/api/v1/cases/{caseId}',
        '/api/v1/referrals/{referralId}/acceptance',
      ]),
    );
  });

  it('is not ready when the store does not answer', async () => {
    const { head } = on.store;
    on.store.head = () => Promise.reject(new Error('unreachable'));
    try {
      const { status, text } = await fetch('/health/ready');
      expect([status, JSON.parse(text)]).toEqual([
        503,
        expect.objectContaining({ type: 'urn:tirek:problem:not-ready', eventStore: false }),
      ]);
    } finally {
      on.store.head = head;
    }
  });
});
