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

  it('says that it lives and how far each projection is', async () => {
    expect(await fetch('/health/live')).toEqual({ status: 200, text: '{"status":"ok"}' });
    const head = await on.store.head();
    for (const runner of on.app.get(ProjectionRunners, { strict: false }).all().values()) {
      expect(await runner.waitFor(head, 10_000)).toBe(true);
    }
    const { status, text } = await fetch('/health/ready');
    expect(status).toBe(200);
    const { head: told, projections } = JSON.parse(text);
    expect(told).toBe(head);
    expect(Object.keys(projections).sort()).toEqual(['case_file', 'caseload', 'coordination', 'statistics']);
    for (const projection of Object.values(projections)) {
      expect(projection).toEqual({ position: head, behind: 0, parkedStreams: 0 });
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
