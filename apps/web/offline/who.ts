import { database } from './database.js';

/** Who used this device last: so that an officer without network is still met as who he is. */
export interface Who {
  readonly user: string;
  readonly organisationId: string;
  readonly roles: string[];
}

/** Who used it last; undefined: nobody, or signed out since. */
export const whoWasHere = async (): Promise<Who | undefined> => (await database()).get('who', 'who');

/** Remembers who uses it. */
export const rememberWho = async (who: Who): Promise<void> => void (await (await database()).put('who', who, 'who'));
