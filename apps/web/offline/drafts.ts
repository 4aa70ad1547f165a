import { database } from './database.js';
import { openerFor, sealFor } from './device-key.js';
import type { Typed } from './entry.js';

/** What is known of a form that somebody has begun. `Locked`: there is one, which cannot be opened now. */
export type Begun<T> = { readonly typed: Typed<T> } | 'Locked' | undefined;

/** A form is named after the case it is for, and whom it goes to: on the device only a hash of that. */
const nameOf = async (form: string): Promise<string> => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(form));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

let last: Promise<unknown> = Promise.resolve();

/** One after the other: what is forgotten does not come back because it was still being sealed. */
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const turn = last.then(act, act);
  last = turn;
  return turn;
}

/** What a user had typed into a form. */
export const readDraft = <T>(user: string, form: string): Promise<Begun<T>> =>
  inTurn(async () => {
    const sealed = await (await database()).get('drafts', [user, await nameOf(form)]);
    if (sealed === undefined) return undefined;
    const open = await openerFor(user);
    return open === undefined ? 'Locked' : { typed: (await open(sealed)) as Typed<T> };
  });

/** Keeps, sealed, what a user has typed into a form. */
export const keepDraft = (user: string, form: string, typed: Typed): Promise<void> =>
  inTurn(async () => {
    const sealed = await sealFor(user, typed);
    // a device on which nothing can be sealed keeps nothing
    if (sealed !== undefined) await (await database()).put('drafts', sealed, [user, await nameOf(form)]);
  });

/** Forgets it. */
export const forgetDraft = (user: string, form: string): Promise<void> =>
  inTurn(async () => (await database()).delete('drafts', [user, await nameOf(form)]));
