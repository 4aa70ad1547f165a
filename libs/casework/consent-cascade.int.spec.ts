import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { Readers } from '#audit';
import { CaseFiles } from '#case-file';
import { PostgresEventStore } from '#event-store';
import { personOf, Problem, type RecordedEvent } from '#kernel';
import { type Subscriber, Subscribers } from '#messaging';
import type { ConsentEvent } from '#nrm/consent';
import { type Application, daysAgo, organisationOf, Path, startApplication } from './application.testing.js';
import { Casework } from './casework.js';
import { ConsentCascade } from './consent-cascade.js';
import { cascadeSubscriber, ConsentCascadeProcess } from './consent-cascade.process.js';

let on: Application;
let url: string;
beforeAll(async () => {
  Logger.overrideLogger(false);
  on = await startApplication(undefined, (database) => {
    ({ url } = database);
    return PostgresEventStore.open({ url });
  });
  // the tests run the cascade themselves, to kill it where they want
  await on.app.get(ConsentCascadeProcess, { strict: false }).beforeApplicationShutdown();
}, 60_000);
afterAll(async () => {
  await on.stop();
  Logger.overrideLogger(['log', 'error', 'warn']);
});

const today = daysAgo(0);
const [shelter, otherNgo, consul] = ['ngo.shelter-osh', 'ngo.bishkek', 'consul'].map(organisationOf) as [
  string,
  string,
  string,
];

type Run = Casework['run'];

/** A cascade whose commands go through `run`, and to which the cases of `unreadable` are so. */
function cascadeWith(run: (real: Run) => Run, unreadable: ReadonlySet<string> = new Set()): ConsentCascade {
  const real = on.casework;
  const casework = { today: real.today.bind(real), run: run(real.run.bind(real)) } as Casework;
  const files = on.app.get(CaseFiles, { strict: false });
  const caseFiles: Pick<CaseFiles, 'unrelated' | 'events'> = {
    unrelated: async (id) => {
      if ('caseId' in id && unreadable.has(id.caseId)) throw new Problem('not-ready', 'parked');
      return files.unrelated(id);
    },
    events: (file) => files.events(file),
  };
  return new ConsentCascade(casework, caseFiles as CaseFiles, on.app.get(Readers, { strict: false }));
}

const subscriberWith = (cascade: ConsentCascade): Subscriber =>
  cascadeSubscriber(new Subscribers(on.pool, on.store), cascade);

/** Kills the process at a moment: before or after its n-th command, counted from 0. Resolves when it is dead. */
async function killedAt(moment: { readonly command: number; readonly when: 'before' | 'after' }): Promise<void> {
  const dying = new AbortController();
  let commands = 0;
  const die = (): never => {
    dying.abort();
    throw new Error('killed');
  };
  const cascade = cascadeWith((real) => async (...command) => {
    const isTheOne = commands++ === moment.command;
    if (isTheOne && moment.when === 'before') die();
    const handled = await real(...command);
    if (isTheOne) die();
    return handled;
  });
  await subscriberWith(cascade).run(dying.signal);
}

const leftBehind = async (subscriber: Subscriber): Promise<number> => (await subscriber.standing(30_000)).leftBehind;

/** Runs it until it has taken everything there is but the cases of `unreadable`, and does `meanwhile` before it stops. */
async function resumed(
  unreadable: ReadonlySet<string> = new Set(),
  meanwhile: (subscriber: Subscriber) => Promise<void> = takesWhatIsLeft,
): Promise<void> {
  const stopping = new AbortController();
  const subscriber = subscriberWith(cascadeWith((real) => real, unreadable));
  const running = subscriber.run(stopping.signal);
  try {
    expect(await subscriber.reaches(await on.store.head(), 20_000)).toBe(true);
    await meanwhile(subscriber);
  } finally {
    stopping.abort();
    await running;
  }
}

async function takesWhatIsLeft(subscriber: Subscriber): Promise<void> {
  while ((await leftBehind(subscriber)) > 0) await pause(50);
}

const eventsOf = async ({ caseId }: Path): Promise<(RecordedEvent & ConsentEvent)[]> =>
  (await on.events()).filter(({ data }) => 'caseId' in data && data.caseId === caseId) as never;

/** What the cascade has done in a case, in order. */
const done = async (path: Path): Promise<string[]> =>
  (await eventsOf(path)).flatMap((event) => {
    if ((event.type as string) === 'ReferralRecalled') return ['recalled'];
    return event.type === 'DisclosureClosed' ? [`closed to ${event.data.recipient}`] : [];
  });

/** One consent, on which two have accepted and read her file, and one has not answered; then it is withdrawn. */
async function withdrawn(): Promise<Path> {
  const path = await new Path(on).logged();
  const consent = await path.step('police.osh', `/cases/${path.caseId}/consents`, {
    purpose: 'Referral',
    recipients: [shelter, otherNgo, consul],
    fieldGroups: ['Contact', 'Identity'],
    language: 'ky',
    givenOn: today,
  });
  path.consentId = consent.body.consentId;
  const services = { [shelter]: ['Shelter'], [otherNgo]: ['Shelter'], [consul]: ['SafeReturn'] };
  for (const [to, user] of [
    [shelter, 'ngo.shelter-osh'],
    [otherNgo, 'ngo.bishkek'],
    [consul, undefined],
  ] as const) {
    await path.referred({ to, services: services[to], fieldGroups: ['Contact', 'Identity'] });
    if (!user) continue;
    await path.step(user, `/referrals/${path.referralId}/acceptance`, {});
    await path.seenBy(user);
  }
  await path.seenBy('ngo.shelter-osh');
  await path.step('police.osh', `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`, { on: today });
  return path;
}

/** Each of its referrals may have come after the withdrawal: they are looked at as well. */
const causes = 4;
const everything = ['recalled', `closed to ${shelter}`, `closed to ${otherNgo}`];

describe('the consent cascade', () => {
  it('closes every disclosure that relied on the consent, and tells what had been seen', async () => {
    const path = await withdrawn();
    await resumed();
    expect(await done(path)).toEqual(everything);
    const closed = (await eventsOf(path)).flatMap((event) => (event.type === 'DisclosureClosed' ? [event.data] : []));
    const times = (recipient: string) => closed.find((one) => one.recipient === recipient)?.seen;
    const seen = (fieldGroup: string, count: number) => ({ fieldGroup, times: count, lastAt: expect.any(String) });
    expect(closed[0]).toMatchObject({ consentId: path.consentId, fieldGroups: ['Contact', 'Identity'], kept: [] });
    expect(times(shelter)).toEqual([seen('Contact', 2), seen('Identity', 2)]);
    expect(times(otherNgo)).toEqual([seen('Contact', 1), seen('Identity', 1)]);
  });

  it.each(everything.flatMap((_, command) => (['before', 'after'] as const).map((when) => ({ command, when }))))(
    'killed $when command $command, and resumed, closes everything exactly once',
    async (moment) => {
      const path = await withdrawn();
      await killedAt(moment);
      expect(await done(path)).toEqual(everything.slice(0, moment.command + (moment.when === 'after' ? 1 : 0)));
      await resumed();
      expect(await done(path)).toEqual(everything);
    },
  );

  it.each([1, 2])('goes on when its process was killed after %i of its commands', async (commands) => {
    const path = await withdrawn();
    const source = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
    const options = ['--disable-warning=ExperimentalWarning', '--import', source('../../test/support/decorated.mjs')];
    const child = spawn(
      process.execPath,
      [...options, source('consent-cascade-role.testing.ts'), url, on.home, String(commands)],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    const gone = once(child, 'exit');
    try {
      await Promise.race([once(child.stdout, 'data'), gone.then(() => Promise.reject(new Error('it ended')))]);
    } finally {
      child.kill('SIGKILL');
      await gone;
    }
    expect(await done(path)).toEqual(everything.slice(0, commands));
    await resumed();
    expect(await done(path)).toEqual(everything);
  });

  it('goes on where it was killed time and again', async () => {
    const path = await withdrawn();
    for (let command = 0; command < everything.length; command += 1) await killedAt({ command, when: 'after' });
    await resumed();
    expect(await done(path)).toEqual(everything);
  });

  it('goes on when she was erased meanwhile', async () => {
    const path = await withdrawn();
    await killedAt({ command: 1, when: 'after' });
    const erasure = { reason: 'PersonAsked', legalGround: 'KG-Law-58-2008' };
    await path.step('dpo', `/persons/${personOf(path.caseId)}/erasure`, erasure);
    await resumed();
    expect(await done(path)).toEqual(everything);
  });

  it('does nothing twice when events come to it again', async () => {
    const path = await withdrawn();
    await resumed();
    const cascade = cascadeWith((real) => real);
    for (const event of await on.events()) await cascade.take(event);
    expect(await done(path)).toEqual(everything);
  });

  it('is kept from no case by another one that fails', async () => {
    const [broken, sound] = [await withdrawn(), await withdrawn()];
    const unreadable = new Set([broken.caseId]);
    await resumed(unreadable, async (subscriber) => {
      expect(await done(broken)).toEqual([]);
      expect(await done(sound)).toEqual(everything);
      expect(await leftBehind(subscriber)).toBe(causes);
      const later = await withdrawn();
      expect(await subscriber.reaches(await on.store.head(), 20_000)).toBe(true);
      expect(await done(later)).toEqual(everything);
      // mended
      unreadable.clear();
      await takesWhatIsLeft(subscriber);
    });
    expect(await done(broken)).toEqual(everything);
    await resumed();
    expect(await done(broken)).toEqual(everything);
  });

  it('takes what was left behind after a restart, once, also when killed while it does so', async () => {
    const [broken, sound] = [await withdrawn(), await withdrawn()];
    await resumed(new Set([broken.caseId]), async (subscriber) => {
      expect(await leftBehind(subscriber)).toBe(causes);
    });
    expect(await done(sound)).toEqual(everything);
    await killedAt({ command: 1, when: 'after' });
    expect(await done(broken)).toEqual(everything.slice(0, 2));
    await resumed();
    expect(await done(broken)).toEqual(everything);
  });

  it('closes rights at the very next read, also while it does not run', async () => {
    const path = await withdrawn();
    for (const user of ['ngo.shelter-osh', 'ngo.bishkek']) {
      expect(JSON.stringify((await path.seenBy(user)).body)).not.toContain('+996700000001');
    }
    const accepted = await on.post('consul', `/referrals/${path.referralId}/acceptance`, {});
    expect(accepted.status).toBe(409);
    expect(await done(path)).toEqual([]);
    await resumed();
    expect(await done(path)).toEqual(everything);
  });

  it('closes what rested on a vital interest that was denied', async () => {
    const path = await (await new Path(on).logged()).referred({ basis: { vitalInterest: 'She is unconscious.' } });
    await path.accepted();
    await path.step('police.supervisor', `/referrals/${path.referralId}/second-opinion`, { agrees: false });
    await killedAt({ command: 0, when: 'after' });
    await resumed();
    expect(await done(path)).toEqual([`closed to ${shelter}`]);
    const [closed] = (await eventsOf(path)).filter(({ type }) => type === 'DisclosureClosed');
    expect(closed?.data).toMatchObject({ referralId: path.referralId, fieldGroups: ['Contact', 'Needs'], seen: [] });
  });

  it('runs with the application', async () => {
    const remains = await on.halt();
    on = await startApplication(remains);
    const path = await withdrawn();
    for (let waited = 0; (await done(path)).length < everything.length && waited < 10_000; waited += 50)
      await pause(50);
    expect(await done(path)).toEqual(everything);
  });
});
