import type { AdapterPayload } from 'oidc-provider';
import { Artifacts } from './artifacts.js';
import type { Database } from '#postgres';
import type { Vault } from './secrets.js';

/** Keeps what is between one page and the next, sealed, for a while. */
export class UnderWay<T extends object> {
  private readonly artifacts: Artifacts;

  /** `what`: the kind of thing, in letters. */
  constructor(what: string, database: Database, vault: Vault) {
    this.artifacts = new Artifacts(what, database, vault);
  }

  async find(id: string): Promise<T | undefined> {
    const kept = await this.artifacts.find(id);
    return kept && (kept as { underWay: T }).underWay;
  }

  /** Keeps it for so many seconds, in place of what was kept. Where it is a user's, it ends when they sign out everywhere. */
  keep(id: string, underWay: T, seconds: number, user?: string): Promise<void> {
    // what the provider does not know of a payload it leaves alone, and so does the table
    return this.artifacts.upsert(id, { underWay, accountId: user } as AdapterPayload, seconds);
  }

  remove(id: string): Promise<void> {
    return this.artifacts.destroy(id);
  }
}
