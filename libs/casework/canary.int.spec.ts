import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Caller, disclose, purposesOfRole, type Purpose, type Relation, type Role, roles } from '#access';
import { fieldGroups, personOf } from '#kernel';
import { type Answer, type Application, daysAgo, startApplication } from './application.testing.js';
import {
  callerAt,
  canariesIn,
  type CanaryStory,
  forHerAlone,
  helpedOn,
  passphrase,
  type Place,
  tellCanaries,
} from './canaries.testing.js';

interface Route {
  readonly method: 'GET' | 'POST';
  /** `/cases/{caseId}` */
  readonly path: string;
}

const oneCase = 'GET /cases/{caseId}';
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const inParallel = 16;
/** A stream of positions and ids of cases: libs/live/who-is-told.int.spec.ts sweeps who is told of which. */
const endless = '/live';

/** What a route needs to answer at all. An export is taken once, by who asked for it. */
const queries: Readonly<Record<string, (story: CanaryStory) => string>> = {
  '/statistics': () => `?groupBy=gender&from=${daysAgo(30)}&to=${daysAgo(0)}`,
  '/caseload/summary': () => '?by=stage',
  '/caseload/persons': ({ caseId }) => `?case=${caseId}`,
  '/consent-texts': () => '?purpose=Referral&language=ky',
  '/cases/{caseId}/readers/sheet': () => '?language=ky',
  '/exports/htcds': ({ exportId }) => `?export=${exportId}`,
};
/** Those that read by a POST; all others are sent with nothing that they could record. */
const bodies: Readonly<Record<string, object>> = {
  '/caseload/search': { name: 'canary-identity' },
  '/cases/{caseId}/counselling-notes/opening': { passphrase },
  '/organisations/{organisationId}/shelter-address/opening': { passphrase },
};

describe('of every route, every role with every relation', () => {
  let on: Application;
  let story: CanaryStory;
  let routes: Route[];
  /** Her own copy of the file, which the data protection officer hands her; the two groups are hers to ask for where they are. */
  let forHer: string[];
  beforeAll(async () => {
    on = await startApplication();
    story = await tellCanaries(on);
    forHer = [
      ...story.canaries.filter(({ group }) => group !== 'CriminalFile').map(({ text }) => text),
      ...forHerAlone,
      'canary-emergency',
    ].sort();
    const { body } = await on.get(null, '/openapi.json');
    routes = Object.entries(body.paths as Record<string, object>).flatMap(([path, operations]) =>
      (['GET', 'POST'] as const)
        .filter((method) => method.toLowerCase() in operations)
        .map((method) => ({ method, path: path.replace('/api/v1', '') }))
        .filter(({ path }) => path !== endless),
    );
    const known = Object.values(body.paths as Record<string, object>).flatMap(Object.keys);
    expect(new Set(known)).toEqual(new Set(['get', 'post', 'parameters']));
  });
  afterAll(() => on.stop());

  function ask({ method, path }: Route, place: Place, role: Role, purpose?: Purpose): Promise<Answer> {
    const values: Readonly<Record<string, string>> = {
      caseId: story.caseId,
      caseOrNumber: story.caseId,
      consentId: story.consentId,
      proceedingId: story.proceedingId,
      breakGlassId: story.breakGlassId,
      exportId: story.exportId,
      referralId: place.referralId ?? story.referralId,
      organisationId: place.organisationId,
      personId: personOf(story.caseId),
      goalId: 'g1',
      user: 'canary.nobody',
      name: method === 'GET' ? 'caseload' : 'none',
    };
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? randomUUID());
    const purposeHeader = purpose ? { 'tirek-purpose': purpose } : {};
    if (method === 'GET') {
      const headers = purposeHeader;
      return on.get(callerAt(place, role), `${url}${queries[path]?.(story) ?? ''}`, { after: story.position, headers });
    }
    const reading = bodies[path];
    // a write that was made on an old state is told what happened since, which is the most that a write tells
    const headers = { ...purposeHeader, ...(reading ? {} : { 'if-match': '"0"' }) };
    return on.post(callerAt(place, role), url, reading ?? { caseId: story.caseId }, { after: story.position, headers });
  }

  /** What the table shows of the case to a role in a place, said from the table alone. */
  function shownBy(place: Place, role: Role, purpose: Purpose): string[] {
    const relations = relationsAt(place, role);
    const fields = new Map<string, string>();
    for (const { text, group, field, ownOf } of story.canaries) {
      const { decision } = disclose({
        role,
        relations,
        group,
        purpose,
        ownRecord: ownOf.includes(place.organisationId),
        consented: place.consented.includes(group),
        decided: true,
        secondFactor: true,
      });
      if (decision === 'Show') fields.set(field, text);
    }
    return [...fields.values()].sort();
  }

  const relationsAt = (place: Place, role: Role): ReadonlySet<Relation> =>
    new Set(place.name === 'Commission' && role === 'commission-member' ? ['Commission'] : place.relations);

  /** What an answer may say: the case what the table shows; nothing else says anything, but for these. */
  function expected(route: Route, place: Place, role: Role, { status }: Answer): string[] {
    if (status === 412) return relationsAt(place, role).has('Logger') || insider(place) ? [helpedOn] : [];
    if (status !== 200) return [];
    switch (nameOf(route)) {
      case oneCase:
        return shownBy(place, role, purposesOfRole[role][0]);
      case 'POST /cases/{caseId}/counselling-notes/opening':
        return place.name === 'Holder' ? ['canary-counselling-notes'] : [];
      case 'POST /organisations/{organisationId}/shelter-address/opening':
        return place.name === 'Holder' ? ['canary-shelter-address'] : [];
      case 'GET /break-glass':
        // why it was opened, to those who judge it
        return role === 'data-protection-officer' || place.name === 'Emergency' ? ['canary-emergency'] : [];
      case 'GET /cases/{caseId}/subject-access':
        return forHer;
      default:
        return [];
    }
  }
  const insider = ({ relations }: Place): boolean => relations.some((one) => one === 'Holder' || one === 'Accepted');

  /** On a busy machine an answer may be "not now": that one is asked for again, as its Retry-After says. */
  async function patiently(question: () => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await question();
      if (answer.status !== 503 || attempt === 10) return answer;
      await pause(1000);
    }
  }

  async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const left = [...items];
    const next = async (): Promise<void> => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    };
    await Promise.all(Array.from({ length: inParallel }, next));
  }

  it('answers exactly the canaries that the policy shows', async () => {
    const asked = routes.flatMap((route) =>
      roles.flatMap((role) => story.places.map((place) => ({ route, role, place }))),
    );
    const wrong: object[] = [];
    const answered = new Map(routes.map((route) => [nameOf(route), new Set<number>()]));
    await each(asked, async ({ route, role, place }) => {
      const answer = await patiently(() => ask(route, place, role));
      answered.get(nameOf(route))?.add(answer.status);
      const said = canariesIn(JSON.stringify([answer.body, answer.headers]));
      const allowed = expected(route, place, role, answer);
      if (answer.status >= 500 || said.join() !== allowed.join()) {
        wrong.push({ route: nameOf(route), role, relation: place.name, status: answer.status, said, allowed });
      }
    });
    expect(wrong).toEqual([]);
    // a sweep that nobody let in would find nothing
    const unread = [...answered].flatMap(([name, statuses]) =>
      name.startsWith('GET ') && ![200, 302].some((status) => statuses.has(status)) ? name : [],
    );
    expect(unread.sort()).toEqual(unreadable);
    const { length } = routes;
    process.stdout.write(
      `canary sweep: ${length} routes x ${roles.length} roles x ${story.places.length} relations = ${asked.length} answers\n`,
    );
  }, 300_000);

  it('of the case, for every purpose of every role, answers exactly the canaries that the policy shows', async () => {
    const route: Route = { method: 'GET', path: '/cases/{caseId}' };
    const groupsShown = new Set<string>();
    const wrong: object[] = [];
    const asked = roles.flatMap((role) =>
      purposesOfRole[role].flatMap((purpose) => story.places.map((place) => ({ role, purpose, place }))),
    );
    await each(asked, async ({ role, purpose, place }) => {
      const answer = await patiently(() => ask(route, place, role, purpose));
      const said = canariesIn(JSON.stringify(answer.body));
      const allowed = answer.status === 200 ? shownBy(place, role, purpose) : [];
      if (said.join() !== allowed.join()) wrong.push({ role, purpose, relation: place.name, said, allowed });
      for (const { text, group } of story.canaries) if (said.includes(text)) groupsShown.add(group);
    });
    expect(wrong).toEqual([]);
    expect([...groupsShown].sort()).toEqual(fieldGroups.filter((group) => group !== 'CounsellingNotes').sort());
  });

  it('lets read who has a part, and nobody else', async () => {
    const route: Route = { method: 'GET', path: '/cases/{caseId}' };
    const seenBy = async (role: Role) => {
      const answers = await Promise.all(story.places.map((place) => ask(route, place, role)));
      return Object.fromEntries(answers.map(({ status }, i) => [story.places[i]?.name, status]));
    };
    expect(await seenBy('ngo-caseworker')).toEqual({
      Logger: 200,
      Holder: 200,
      Assigned: 200,
      Accepted: 200,
      Offered: 200,
      Ended: 200,
      TurnedAway: 403,
      Proceeding: 200,
      Commission: 404,
      Emergency: 200,
      Nobody: 404,
    });
    expect((await seenBy('commission-member'))['Commission']).toBe(200);
    for (const role of ['administrator', 'rapporteur', 'analyst', 'data-protection-officer'] as const)
      expect(new Set(Object.values(await seenBy(role)))).toEqual(new Set([403]));
  });

  it('keeps who she is from whoever has not lately shown a second factor, and says so', async () => {
    const caller = {
      user: 'canary.logger',
      organisationId: story.places[0]!.organisationId,
      roles: ['police-officer'],
    };
    const hourAgo = Date.now() - 3_600_000;
    const read = async (secondFactorAt: number) =>
      (await on.get({ ...caller, secondFactorAt } as Caller, `/cases/${story.caseId}`)).body;
    const before = await read(hourAgo);
    expect(canariesIn(JSON.stringify(before))).toEqual(
      shownBy(story.places[0]!, 'police-officer', 'Protection').filter((text) => text !== 'canary-identity'),
    );
    expect(before).toMatchObject({ secondFactorFor: ['Identity'] });
    expect(canariesIn(JSON.stringify(await read(Date.now())))).toContain('canary-identity');
  });

  it('judges each place by its relations, and says by which rule', async () => {
    const route: Route = { method: 'GET', path: '/cases/{caseId}/disclosure' };
    for (const place of story.places) {
      const role = place.name === 'Commission' ? 'commission-member' : 'ngo-caseworker';
      const { status, body } = await ask(route, place, role);
      if (status !== 200) continue;
      expect([place.name, [...(body.relations as string[])].sort()]).toEqual([
        place.name,
        [...relationsAt(place, role)].sort(),
      ]);
      expect(body.groups.map(({ group }: { group: string }) => group)).toEqual(fieldGroups);
      for (const { ownRecords, othersRecords } of body.groups) {
        expect(ownRecords.because).toMatch(/\.$/);
        expect(othersRecords.rule).toMatch(/^[a-z-]+$/);
      }
    }
  });

  it('has everything in the store, and in the clear nothing of it', async () => {
    const stored = JSON.stringify(await on.events());
    expect(canariesIn(stored).filter((text) => text !== helpedOn)).toEqual([]);
    expect(canariesIn(on.logger.text)).toEqual([]);
  });
});

/** Reads that nobody in the story can make: nothing is imported in it. */
const unreadable = ['GET /imports/{importId}'];
