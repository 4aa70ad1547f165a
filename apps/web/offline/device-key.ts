import { lastTouched } from '../api/activity.js';
import type { DeviceAnswer } from '../api/answers.js';
import { send } from '../api/client.js';
import { database, draftsOf, type DeviceKey } from './database.js';

/** A session ends after so long without use (docs/sign-in.md), and what is kept here is locked, in ms. */
export const idle = 30 * 60_000;
/** How exactly that is kept, in ms. */
const grain = 60_000;

const sealing = () => import('./sealing.js');

/**
 * Opens what is kept here of a user who has signed in, until the session ends (ms since the epoch); the first time it
 * makes the key pair. Throws ApiProblem.
 */
export async function unlockDevice(user: string, sessionEnds: number): Promise<void> {
  // two tabs make one pair
  await navigator.locks.request('tirek.device', async () => {
    // needed without network, too: fetched while there is one
    const { newKeyPair, openPrivateHalf } = await sealing();
    const device = await database();
    const known = await device.get('keys', user);
    if (known?.open?.sessionEnds === sessionEnds && Date.now() <= known.open.until) return;
    const { secret } = await send<DeviceAnswer>({
      path: '/session/device',
      body: { deviceId: await deviceId() },
      idempotencyKey: crypto.randomUUID(),
    });
    let pair = known ?? (await newKeyPair(secret));
    let key = await openPrivateHalf(pair.privateHalf, secret);
    if (key === undefined) {
      if ((await device.countFromIndex('outbox', 'user', user)) > 0) {
        // nobody can open them, but whose they are decides what becomes of them
        await device.put('keys', { ...locked(pair), unfit: true }, user);
        return;
      }
      await forgetKey(user);
      pair = await newKeyPair(secret);
      key = (await openPrivateHalf(pair.privateHalf, secret))!;
    }
    const { publicHalf, privateHalf } = pair;
    await device.put(
      'keys',
      { publicHalf, privateHalf, open: { key, sessionEnds, until: untilOf(sessionEnds) } },
      user,
    );
  });
}

/** Locks what is kept here: from now on it opens only with a session. */
export async function lockDevice(): Promise<void> {
  const change = (await database()).transaction('keys', 'readwrite');
  for (let at = await change.store.openCursor(); at !== null; at = await at.continue()) {
    await at.update(locked(at.value));
  }
  await change.done;
  onLock.forEach((act) => act());
}

const onLock = new Set<() => void>();

/** Says what to forget when the device is locked. */
export const whenLocked = (act: () => void): void => void onLock.add(act);

/** Seals something for a user; undefined: that user never signed in here, or the key pair is of no use any more. */
export async function sealFor(user: string, content: unknown): Promise<string | undefined> {
  const key = await (await database()).get('keys', user);
  if (key === undefined || key.unfit) return undefined;
  return (await sealing()).seal(content, key.publicHalf);
}

/** What opens the things of a user; undefined: they are locked. */
export async function openerFor(user: string): Promise<((sealed: string) => Promise<unknown>) | undefined> {
  // who has just signed in opens the device at this moment, mostly
  const key =
    (await liveKey(user)) ?? (await navigator.locks.request('tirek.device', { mode: 'shared' }, () => liveKey(user)));
  if (key === undefined) return undefined;
  const { open } = await sealing();
  return (sealed) => open(sealed, key);
}

/** Whether the key pair of a user has lost its secret: what was sealed to it cannot be opened ever again. */
export const isUnfit = async (user: string): Promise<boolean> =>
  (await (await database()).get('keys', user))?.unfit === true;

/** Forgets the key pair of a user, and the drafts that only it could open. */
export async function forgetKey(user: string): Promise<void> {
  const change = (await database()).transaction(['keys', 'drafts'], 'readwrite');
  await Promise.all([
    change.objectStore('keys').delete(user),
    change.objectStore('drafts').delete(draftsOf(user)),
    change.done,
  ]);
}

/** The private half while the session lasts and somebody uses the page; the use prolongs it. */
async function liveKey(user: string): Promise<CryptoKey | undefined> {
  const device = await database();
  const key = await device.get('keys', user);
  if (key?.open === undefined) return undefined;
  const { sessionEnds, until } = key.open;
  const now = Date.now();
  // also when the clock was set back: nobody used it before it was last used
  if (now > until || now < until - idle - grain) {
    await lockDevice();
    return undefined;
  }
  const later = untilOf(sessionEnds);
  if (later - until > grain) await device.put('keys', { ...key, open: { ...key.open, until: later } }, user);
  return key.open.key;
}

const untilOf = (sessionEnds: number): number => Math.min(sessionEnds, lastTouched() + idle);

const locked = ({ publicHalf, privateHalf, unfit }: DeviceKey): DeviceKey => ({
  publicHalf,
  privateHalf,
  ...(unfit ? { unfit } : {}),
});

async function deviceId(): Promise<string> {
  const device = await database();
  const known = await device.get('device', 'id');
  if (known !== undefined) return known;
  const made = crypto.randomUUID();
  await device.put('device', made, 'id');
  return made;
}
