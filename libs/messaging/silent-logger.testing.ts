import type { Log } from '#kernel';

/** A logger for tests that do not look at the log. */
export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
