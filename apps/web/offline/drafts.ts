import { database } from './database.js';
import { openerFor, sealFor } from './device-key.js';

/** What is known of a form that somebody has begun. `Locked`: there is one, which cannot be opened now. */
export type Begun<T> = { readonly values: T } | 'Locked' | undefined;

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
    const sealed = await (await database()).get('drafts', [user, form]);
    if (sealed === undefined) return undefined;
    const open = await openerFor(user);
    return open === undefined ? 'Locked' : { values: (await open(sealed)) as T };
  });

/** Keeps, sealed, what a user has typed into a form. */
export const keepDraft = (user: string, form: string, values: unknown): Promise<void> =>
  inTurn(async () => {
    const sealed = await sealFor(user, values);
    // a device on which nothing can be sealed keeps nothing
    if (sealed !== undefined) await (await database()).put('drafts', sealed, [user, form]);
  });

/** Forgets it. */
export const forgetDraft = (user: string, form: string): Promise<void> =>
  inTurn(async () => (await database()).delete('drafts', [user, form]));
