import { roles } from '#access';
import { ConcernedCases } from '#case-file';
import type { RecordedEvent } from '#kernel';
import { Addressees } from '#notices';
import { type Application, startApplication } from '../casework/application.testing.js';
import { callerAt, type CanaryStory, tellCanaries } from '../casework/canaries.testing.js';

/** Every role with every relation to one case: who is told of it, beside who may ask. */
describe('of every role with every relation', () => {
  let on: Application;
  let story: CanaryStory;
  let events: RecordedEvent[];
  beforeAll(async () => {
    on = await startApplication();
    story = await tellCanaries(on);
    events = await on.events();
  });
  afterAll(() => on.stop());

  const everybody = () =>
    roles.flatMap((role) =>
      story.places.map((place) => ({ name: `${role} ${place.name}`, caller: callerAt(place, role), place })),
    );
  const toldOf = async (told: readonly RecordedEvent[]) => {
    const asking = everybody();
    const cases = await on.app.get(ConcernedCases, { strict: false }).of(
      told,
      asking.map(({ caller }) => caller),
    );
    return asking.filter(({ caller }) => cases.get(caller)?.has(story.caseId)).map(({ name }) => name);
  };

  it('exactly who may read the case is told of it', async () => {
    const mayRead: string[] = [];
    for (const { name, caller } of everybody()) {
      const { status } = await on.get(caller, `/cases/${story.caseId}`, { after: story.position });
      if (status === 200) mayRead.push(name);
    }
    expect(mayRead.length).toBeGreaterThan(50);
    const ofNoReferral = events.filter(({ data }) => !('referralId' in data));
    expect(await toldOf(ofNoReferral)).toEqual(mayRead);
    // and who was turned away, of that
    const more = (await toldOf(events)).filter((name) => !mayRead.includes(name));
    expect(more.length).toBeGreaterThan(0);
    expect(more.filter((name) => !name.endsWith(' TurnedAway'))).toEqual([]);
  });

  it('exactly who finds a notice among theirs is told of one', async () => {
    const asking = everybody();
    const has: string[] = [];
    for (const { name, caller } of asking) {
      const { status, body } = await on.get(caller, '/notices?limit=1', { after: story.position });
      if (status === 200 && body.items.length > 0) has.push(name);
    }
    expect(has.length).toBeGreaterThan(0);
    const callers = asking.map(({ caller }) => caller);
    const told = await on.app.get(Addressees, { strict: false }).among(callers, events);
    expect(asking.filter(({ caller }) => told.has(caller)).map(({ name }) => name)).toEqual(has);
    expect((await on.app.get(Addressees, { strict: false }).among(callers, [])).size).toBe(0);
  });
});
