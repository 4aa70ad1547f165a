import type { Members } from './members.js';

/** For tests without members: everybody is let in as their token says. */
export const anybody: Members = {
  kept: true,
  admit: (caller) => Promise.resolve(caller),
  mayBeOf: () => Promise.resolve(true),
  signOutEverywhere: () => Promise.resolve(),
};
