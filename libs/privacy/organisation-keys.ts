import type pg from 'pg';
import { Problem } from '#kernel';
import { transactionOn, type Database } from '#postgres';
import type { KeyRing } from './key-ring.js';
import { makePair, openWith, publicHalf, sealTo } from './organisation-keys-box.js';
import {
  type Derivation,
  makeRecoveryCode,
  PassphraseWrapping,
  readRecoveryCode,
} from './organisation-keys-passphrase.js';
import {
  addPair,
  bindGrant,
  changedMeanwhile,
  grantAll,
  lastPair,
  lastPairSql,
  lockKeys,
  type NewHolder,
  type Opened,
  type PairRow,
  putHolder,
} from './organisation-keys-tables.js';
import { type KeyUser, PassphraseTries } from './organisation-keys-tries.js';

/** How somebody stands to the key of an organisation. */
export type KeyHolding = 'Opens' | 'Waits';

/** What may be known of an organisation's key. */
export interface KeyStanding {
  /** How many pairs there were; 0: there is no key yet. */
  readonly pairs: number;
  /** When the pair in use was made. */
  readonly changedAt?: Date;
  readonly members: readonly { readonly user: string; readonly holding: KeyHolding }[];
}

/** Opens what was sealed to the organisation, with every pair that the holder was given. */
export interface Unlocked {
  /** The text of a box; undefined when it was sealed to a pair that the holder was never given, or was altered. */
  open(box: string, bound: string): string | undefined;
}

interface HolderRow {
  readonly public_key: Buffer;
  readonly wrapped: Buffer;
  readonly wrapped_by: Derivation;
}

const PREFIX = 'box.v1.';
/** The holder that the recovery code opens. No user has an empty name. */
const recovery = '';

const bindHolder = (organisationId: string, holder: string): string =>
  JSON.stringify(['holder', organisationId, holder]);

/**
 * The keys of organisations: an X25519 pair each, whose private half only its members unlock, each with a passphrase of
 * their own, and one recovery code. No key of the installation opens it. Passphrases are used and forgotten.
 */
export class OrganisationKeys {
  private readonly wrapping: PassphraseWrapping;
  private readonly tries: PassphraseTries;

  constructor(
    private readonly pool: Database,
    ring: KeyRing,
  ) {
    this.wrapping = new PassphraseWrapping(ring.derive('organisation'));
    this.tries = new PassphraseTries(pool);
  }

  /** What may be known of the key of an organisation. */
  async standing(organisationId: string): Promise<KeyStanding> {
    const { rows: pairs } = await this.pool.query<{ number: number; made_at: Date }>(
      `SELECT number, made_at FROM tirek_organisation_keys.pairs WHERE organisation_id = $1 ORDER BY number DESC LIMIT 1`,
      [organisationId],
    );
    const { rows: members } = await this.pool.query<{ user: string; opens: boolean }>(
      `SELECT h.holder AS user,
              EXISTS (SELECT FROM tirek_organisation_keys.grants g
                       WHERE g.organisation_id = h.organisation_id AND g.holder = h.holder) AS opens
         FROM tirek_organisation_keys.holders h
        WHERE h.organisation_id = $1 AND h.holder <> '' ORDER BY h.holder`,
      [organisationId],
    );
    return {
      pairs: pairs[0]?.number ?? 0,
      ...(pairs[0] ? { changedAt: pairs[0].made_at } : {}),
      members: members.map(({ user, opens }) => ({ user, holding: opens ? 'Opens' : 'Waits' })),
    };
  }

  /** Makes the first pair, opened by one member and by a recovery code, which is told this once. Problem 409: there is one. */
  async make({ organisationId, user }: KeyUser, passphrase: string): Promise<{ recoveryCode: string }> {
    const recoveryCode = makeRecoveryCode();
    const member = await this.newHolder(organisationId, user, passphrase);
    const code = await this.newHolder(organisationId, recovery, recoveryCode);
    await this.changing(async (client) => {
      const { rowCount } = await client.query('SELECT FROM tirek_organisation_keys.pairs WHERE organisation_id = $1', [
        organisationId,
      ]);
      if (rowCount !== 0)
        throw new Problem('wrong-state', 'This organisation has a key; its members let each other in.');
      await putHolder(client, organisationId, user, member);
      await putHolder(client, organisationId, recovery, code);
      await addPair(client, organisationId, user);
    });
    return { recoveryCode };
  }

  /** A colleague chooses a passphrase and waits to be let in. Problem 409: no key yet, or let in already. */
  async ask({ organisationId, user }: KeyUser, passphrase: string): Promise<void> {
    const holder = await this.newHolder(organisationId, user, passphrase);
    await this.changing(async (client) => {
      await lastPair(client, organisationId);
      const { rowCount } = await client.query(
        'SELECT FROM tirek_organisation_keys.grants WHERE organisation_id = $1 AND holder = $2',
        [organisationId, user],
      );
      if (rowCount !== 0) throw new Problem('wrong-state', 'You open the key of your organisation already.');
      await putHolder(client, organisationId, user, holder);
    });
  }

  /** A member lets a colleague in who waits. Throws Problem as `unlock` does; 409 when nobody of that name waits. */
  async letIn(member: KeyUser, passphrase: string, colleague: string): Promise<void> {
    const { organisationId, user } = member;
    const opened = await this.privateHalves(member, user, passphrase);
    await this.changing(async (client) => {
      const { rows } = await client.query<{ public_key: Buffer; opens: boolean }>(
        `SELECT public_key, EXISTS (SELECT FROM tirek_organisation_keys.grants g
                                     WHERE g.organisation_id = h.organisation_id AND g.holder = h.holder) AS opens
           FROM tirek_organisation_keys.holders h WHERE organisation_id = $1 AND holder = $2 AND holder <> ''`,
        [organisationId, colleague],
      );
      const waiting = rows[0];
      if (!waiting) throw new Problem('wrong-state', 'Nobody of that name waits to be let in.');
      if (waiting.opens) return;
      await grantAll(client, organisationId, { holder: colleague, publicKey: waiting.public_key }, opened, user);
    });
  }

  /** A member changes their own passphrase. Throws Problem as `unlock` does. */
  async changePassphrase(member: KeyUser, passphrase: string, next: string): Promise<void> {
    const { organisationId, user } = member;
    const privateKey = await this.ownKey(member, user, passphrase);
    const { wrapped, by } = await this.wrapping.wrap(next, privateKey, bindHolder(organisationId, user));
    const { rowCount } = await this.pool.query(
      `UPDATE tirek_organisation_keys.holders SET wrapped = $4, wrapped_by = $5
        WHERE organisation_id = $1 AND holder = $2 AND public_key = $3`,
      [organisationId, user, publicHalf(privateKey), wrapped, JSON.stringify(by)],
    );
    if (rowCount === 0) throw changedMeanwhile();
  }

  /** A new recovery code, told this once; the one before opens nothing more. Throws Problem as `unlock` does. */
  async newRecoveryCode(member: KeyUser, passphrase: string): Promise<{ recoveryCode: string }> {
    const { organisationId, user } = member;
    const opened = await this.privateHalves(member, user, passphrase);
    const recoveryCode = makeRecoveryCode();
    const holder = await this.newHolder(organisationId, recovery, recoveryCode);
    await this.changing(async (client) => {
      await putHolder(client, organisationId, recovery, holder);
      await grantAll(client, organisationId, { holder: recovery, publicKey: holder.publicKey }, opened, user);
    });
    return { recoveryCode };
  }

  /** A member comes in by the recovery code and chooses a passphrase. Throws Problem as `unlock` does. */
  async recover(member: KeyUser, recoveryCode: string, passphrase: string): Promise<void> {
    const { organisationId, user } = member;
    const opened = await this.privateHalves(member, recovery, readRecoveryCode(recoveryCode));
    const holder = await this.newHolder(organisationId, user, passphrase);
    await this.changing(async (client) => {
      await putHolder(client, organisationId, user, holder);
      await grantAll(client, organisationId, { holder: user, publicKey: holder.publicKey }, opened, 'recovery code');
    });
  }

  /** From now on the organisation seals to a new pair; who opened the last one opens it too. Problem 409: no key yet. */
  async rotate({ organisationId, user }: KeyUser): Promise<void> {
    await this.changing(async (client) => {
      await lastPair(client, organisationId);
      await addPair(client, organisationId, user);
    });
  }

  /**
   * A member has left: what they were given is gone, and the organisation seals to a pair that they never had. Nothing
   * happens for somebody who held nothing. On the client of the caller's transaction.
   */
  async leave({ organisationId, user }: KeyUser, client: pg.ClientBase): Promise<void> {
    await lockKeys(client);
    const { rows } = await client.query<{ opened: boolean }>(
      `WITH gone AS (
         DELETE FROM tirek_organisation_keys.holders WHERE organisation_id = $1 AND holder = $2 AND holder <> '' RETURNING holder
       )
       SELECT EXISTS (SELECT FROM tirek_organisation_keys.grants g, gone
                       WHERE g.organisation_id = $1 AND g.holder = gone.holder) AS opened
         FROM gone`,
      [organisationId, user],
    );
    if (rows[0]?.opened) await addPair(client, organisationId, user);
  }

  /**
   * A text sealed to the organisation's pair, `box.v1.<pair>.<base64url>`, bound to its place. Problem 422, naming what is
   * to be done, when the organisation has no key yet.
   */
  async seal(organisationId: string, text: string, bound: string): Promise<string> {
    const { rows } = await this.pool.query<PairRow>(lastPairSql, [organisationId]);
    const pair = rows[0];
    if (!pair) {
      throw new Problem(
        'against-a-rule',
        'Your organisation has no key of its own yet, to which alone this is sealed: POST /organisations/{organisationId}/key.',
      );
    }
    const box = sealTo(pair.public_key, Buffer.from(text), bindBox(pair.pair_id, bound));
    return `${PREFIX}${pair.pair_id}.${box.toString('base64url')}`;
  }

  /**
   * Unlocks what a member may open. Problem 403: the passphrase is not the member's (or there is none: the same answer,
   * after the same work), or they wait to be let in; 429 after five wrong ones in a quarter of an hour.
   */
  async unlock(member: KeyUser, passphrase: string): Promise<Unlocked> {
    const opened = await this.privateHalves(member, member.user, passphrase);
    return { open: (box, bound) => openBox(opened, box, bound) };
  }

  /** The private halves of the pairs that a holder was given, by pair id. */
  private async privateHalves(member: KeyUser, holder: string, passphrase: string): Promise<Opened> {
    const privateKey = await this.ownKey(member, holder, passphrase);
    const { organisationId } = member;
    const { rows } = await this.pool.query<{ pair_id: string; sealed: Buffer }>(
      'SELECT pair_id, sealed FROM tirek_organisation_keys.grants WHERE organisation_id = $1 AND holder = $2',
      [organisationId, holder],
    );
    if (rows.length === 0) {
      throw new Problem('not-allowed', 'You wait to be let in: a colleague who opens the key does that.');
    }
    return new Map(
      rows.map(({ pair_id: pairId, sealed }) => {
        const half = openWith(privateKey, sealed, bindGrant(pairId, organisationId, holder));
        if (!half) throw new Error(`the private half of pair ${pairId} was altered`);
        return [pairId, half];
      }),
    );
  }

  private async ownKey(member: KeyUser, holder: string, passphrase: string): Promise<Buffer> {
    const { organisationId } = member;
    await this.tries.take(member);
    const { rows } = await this.pool.query<HolderRow>(
      'SELECT wrapped, wrapped_by FROM tirek_organisation_keys.holders WHERE organisation_id = $1 AND holder = $2',
      [organisationId, holder],
    );
    const row = rows[0];
    const key = row
      ? await this.wrapping.unwrap(passphrase, row.wrapped, row.wrapped_by, bindHolder(organisationId, holder))
      : await this.wrapping.unwrapNothing(passphrase);
    if (!key) throw new Problem('not-allowed', 'This does not open the key of your organisation.');
    await this.tries.forget(member);
    return key;
  }

  private async newHolder(organisationId: string, holder: string, passphrase: string): Promise<NewHolder> {
    const { publicKey, privateKey } = makePair();
    return { publicKey, ...(await this.wrapping.wrap(passphrase, privateKey, bindHolder(organisationId, holder))) };
  }

  /** Work that changes keys, in a transaction, one at a time. */
  private async changing(work: (client: pg.ClientBase) => Promise<void>): Promise<void> {
    await transactionOn(this.pool, async (client) => {
      await lockKeys(client);
      await work(client);
    });
  }
}

const bindBox = (pairId: string, bound: string): string => JSON.stringify(['box', pairId, bound]);

function openBox(opened: Opened, box: string, bound: string): string | undefined {
  if (!box.startsWith(PREFIX)) return undefined;
  const [pairId = '', sealed = ''] = box.slice(PREFIX.length).split('.');
  const half = opened.get(pairId);
  return half && openWith(half, Buffer.from(sealed, 'base64url'), bindBox(pairId, bound))?.toString('utf8');
}
