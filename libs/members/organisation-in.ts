import { idInPath } from '#http';

/** The organisation that a path names. Throws Problem when that is no UUID. */
export const organisationIn = (path: string): string => idInPath('organisationId', path);
