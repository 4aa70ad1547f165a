import { randomUUID } from 'node:crypto';
import { type Application, intake, Path, startApplication } from '../../casework/application.testing.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { InMemoryServer } from './in-memory-server.testing.js';

describe('the whole application on EventStoreDB (in-memory server of the tests)', () => {
  let server: InMemoryServer;
  let on: Application;
  const openStore = () => EventStoreDbEventStore.open(server);
  beforeAll(async () => {
    server = await InMemoryServer.start();
    on = await startApplication(undefined, openStore);
  }, 60_000);
  afterAll(async () => {
    await on.stop();
    server.stop();
  });

  it('takes a person from identification to the closure of her case', async () => {
    const path = await new Path(on).atShelter();
    const during = await path.seenBy('ngo.shelter-osh');
    expect(during).toMatchObject({ status: 200, body: { caseId: path.caseId } });
    await (await path.completed()).closed();
    const { body } = await path.seenBy('ngo.shelter-osh');
    expect(body.timeline.length).toBeGreaterThan(during.body.timeline.length);
    const caseload = await on.get('ngo.shelter-osh', '/caseload', { after: path.position });
    expect(caseload.status).toBe(200);
    expect(JSON.stringify(caseload.body)).toContain(path.caseId);
    const figures = await on.get('rapporteur', '/statistics?groupBy=gender', { after: path.position });
    expect(figures.status).toBe(200);
    expect(figures.headers).not.toHaveProperty('tirek-stale');
  }, 30_000);

  it('answers a repeat with what was stored, and another request under its key not at all', async () => {
    const key = randomUUID();
    const body = intake();
    const [first, again] = await Promise.all([1, 2].map(() => on.post('police.osh', '/cases', body, { key })));
    expect([first!.status, again!.status]).toEqual([201, 201]);
    expect(again!.position).toBe(first!.position);
    expect((await on.post('police.osh', '/cases', intake(), { key })).status).toBe(422);
  });

  it('is not available while the server is away, and goes on when it is back', async () => {
    const path = await new Path(on).logged();
    server.stop();
    const away = await on.post('police.osh', '/cases', intake());
    expect(away.status).toBe(503);
    await server.start();
    await path.consented();
    expect((await path.seenBy('police.osh')).status).toBe(200);
  }, 30_000);

  it('starts again on what it left', async () => {
    const path = await new Path(on).logged();
    const before = await on.events();
    on = await startApplication(await on.halt(), openStore);
    expect(await on.events()).toEqual(before);
    expect((await on.get('police.osh', `/cases/${path.caseId}`)).status).toBe(200);
  }, 60_000);
});
