import type { KeyObject } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type pg from 'pg';
import type { EventCatalogue, EventStore } from '#event-store';
import { errorKind, type FieldGroup, type RecordedEvent } from '#kernel';
import { type Database, dedicatedClient, inTransaction, tryLock } from '#postgres';
import type { KeyRing } from './key-ring.js';
import { nameTokens } from './name-search.js';
import type { PersonKey, PersonKeys } from './person-keys.js';
import { personIn } from './person-in.js';
import { open, SealBrokenError } from './sealing.js';

const IDENTITY: ReadonlySet<FieldGroup> = new Set(['Identity']);
const PAGE = 1_000;
/** Between pages that are not full: a commit for every event in the store is not worth it. */
const GATHER_MS = 40;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 60_000;
/** How often one that stands by looks whether the other is gone. */
const STANDBY_MS = 500;

/**
 * Keeps the blind index of names: reads the events, opens the names in them (nobody else does so unasked) and stores
 * their tokens. Its own projector, since its table stands beside the keys and not among the read models.
 * Of several on one database one works, the others stand by and take over.
 */
export class NameIndexer {
  private readonly logger = new Logger(NameIndexer.name);
  private readonly tokenKey: KeyObject;

  constructor(
    private readonly pool: Database,
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly keys: PersonKeys,
    ring: KeyRing,
  ) {
    this.tokenKey = ring.derive('name');
  }

  /**
   * Follows the store until the signal is aborted; never rejects. What fails (the database is away, an event is of a
   * newer version) is logged and tried again from the stored checkpoint, after a pause that doubles up to a minute.
   */
  async run(signal: AbortSignal): Promise<void> {
    let pause = FIRST_RETRY_MS;
    while (!signal.aborted) {
      try {
        await this.session(signal, () => {
          pause = FIRST_RETRY_MS;
        });
      } catch (error) {
        if (signal.aborted) return;
        this.logger.error({ ...errorKind(error), tryAgainInMs: pause });
        await setTimeout(pause, undefined, { signal }).catch(() => undefined);
        pause = Math.min(2 * pause, LAST_RETRY_MS);
      }
    }
  }

  /** Waits for the lock on a connection of its own and works on that connection: with it goes the right to work. */
  private async session(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const client = await dedicatedClient(this.pool);
    const lost = new AbortController();
    client.once('end', () => lost.abort(new Error('the connection of the index of names was lost')));
    try {
      while (!(await tryLock(client, 'names', 'index'))) {
        await setTimeout(STANDBY_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
      }
      await this.follow(client, AbortSignal.any([signal, lost.signal]), onProgress);
      lost.signal.throwIfAborted();
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async follow(client: pg.Client, signal: AbortSignal, onProgress: () => void): Promise<void> {
    let stored = await this.checkpoint(client);
    for await (const page of this.store.subscribe(stored, { signal, pageSize: PAGE })) {
      const named = page
        .filter(mayName)
        .map((event) => this.catalogue.upcast(event))
        .filter(({ data }) => nameIn(data) !== undefined);
      const position = page.at(-1)?.position ?? stored;
      // without a name in it as well: a search may wait for the position
      await this.save(client, await this.tokensIn(named), stored, position);
      stored = position;
      onProgress();
      if (page.length < PAGE) await setTimeout(GATHER_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /**
   * Where to go on. A checkpoint beyond the end of the store is of events that a restored store has no longer: others
   * will get those positions, so the index is made anew.
   */
  private async checkpoint(client: pg.Client): Promise<number> {
    const { rows } = await client.query<{ position: number }>('SELECT position FROM tirek_keys.name_index_checkpoint');
    const { position } = rows[0]!;
    const head = await this.store.head();
    if (position <= head) return position;
    this.logger.warn(
      `The index of names stands at ${position}, beyond the end of the event store (${head}): it is made anew.`,
    );
    await client.query(
      `WITH gone AS (DELETE FROM tirek_keys.name_index) UPDATE tirek_keys.name_index_checkpoint SET position = 0`,
    );
    return 0;
  }

  /**
   * The tokens of the persons named in these events, of the last one for each; none for an erased person. What was
   * tampered with, a name or a key, does not keep the others from being found: that person stays as she was.
   */
  private async tokensIn(events: readonly RecordedEvent[]): Promise<Map<string, readonly Buffer[]>> {
    const persons = new Map(events.map((event) => [event, personIn(event)]));
    const altered = new Set<string>();
    const keys = await this.keys.find(persons.values(), (personId) => altered.add(personId));
    const tokens = new Map<string, readonly Buffer[]>();
    for (const [event, personId] of persons) {
      if (altered.has(personId)) {
        this.logger.error({ name: 'PersonKeyAltered', eventId: event.eventId });
        continue;
      }
      try {
        tokens.set(personId, this.tokensOf(event, keys.get(personId)));
      } catch (error) {
        if (!(error instanceof SealBrokenError)) throw error;
        this.logger.error({ ...errorKind(error), eventId: event.eventId });
      }
    }
    return tokens;
  }

  private tokensOf(event: RecordedEvent, key: PersonKey | undefined): Buffer[] {
    const opened = open(this.catalogue.definition(event.type), event, event.data, key?.seal, IDENTITY);
    const name = nameIn(opened.data);
    return name === undefined ? [] : nameTokens(this.tokenKey, name);
  }

  /** Rows and checkpoint in one transaction. Throws when another has moved the checkpoint. */
  private async save(
    client: pg.Client,
    tokens: ReadonlyMap<string, readonly Buffer[]>,
    from: number,
    to: number,
  ): Promise<void> {
    const pairs = [...tokens].flatMap(([personId, own]) => own.map((token) => ({ personId, token })));
    await inTransaction(client, async () => {
      // lost together with its checkpoint in a crash, and then made again
      await client.query('SET LOCAL synchronous_commit = off');
      const moved = await client.query(
        'UPDATE tirek_keys.name_index_checkpoint SET position = $2 WHERE position = $1',
        [from, to],
      );
      if (moved.rowCount === 0) throw new Error('the checkpoint was moved by another');
      await client.query('DELETE FROM tirek_keys.name_index WHERE person_id = ANY ($1::uuid[])', [[...tokens.keys()]]);
      // The lock on the key: an erasure waits and then removes these tokens too, or is seen and none are stored.
      await client.query(
        `INSERT INTO tirek_keys.name_index (person_id, token)
         SELECT named.person_id, named.token FROM unnest($1::uuid[], $2::bytea[]) AS named (person_id, token)
         JOIN tirek_keys.person_keys AS k ON k.person_id = named.person_id WHERE k.wrapped IS NOT NULL
         FOR SHARE OF k`,
        [pairs.map(({ personId }) => personId), pairs.map(({ token }) => token)],
      );
    });
  }
}

const nameIn = (data: object): string | undefined => (data as { person?: { name?: string } }).person?.name;

/** A correction without a name leaves the name as it was. */
const mayName = ({ type }: RecordedEvent): boolean =>
  type === 'IdentificationLogged' || type === 'IdentificationCorrected';
