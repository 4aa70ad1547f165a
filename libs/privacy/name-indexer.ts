import type { KeyObject } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { EventCatalogue, EventStore } from '#event-store';
import { errorKind, type FieldGroup, type RecordedEvent } from '#kernel';
import type { Database } from '#postgres';
import type { KeyRing } from './key-ring.js';
import { nameTokens } from './name-search.js';
import type { PersonKey, PersonKeys } from './person-keys.js';
import { personIn } from './person-in.js';
import { open, SealBrokenError } from './sealing.js';

const IDENTITY: ReadonlySet<FieldGroup> = new Set(['Identity']);
/** How far the stored checkpoint may lag while no name comes by: a commit for every event in the store is not worth it. */
const UNSTORED_EVENTS = 1_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 60_000;

/**
 * Keeps the blind index of names: reads the events, opens the names in them (nobody else does so unasked) and stores
 * their tokens. Its own projector, since its table stands beside the keys and not among the read models.
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
        await this.follow(signal, () => {
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

  private async follow(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { rows } = await this.pool.query<{ position: number }>(
      'SELECT position FROM tirek_keys.name_index_checkpoint',
    );
    let stored = rows[0]!.position;
    for await (const page of this.store.subscribe(stored, { signal })) {
      const named = page
        .filter(mayName)
        .map((event) => this.catalogue.upcast(event))
        .filter(({ data }) => nameIn(data) !== undefined);
      const position = page.at(-1)?.position ?? stored;
      if (named.length > 0 || position - stored >= UNSTORED_EVENTS) {
        await this.save(await this.tokensIn(named), stored, position);
        stored = position;
        onProgress();
      }
    }
  }

  /** The tokens of the persons named in these events, of the last one for each; none for an erased person. */
  private async tokensIn(events: readonly RecordedEvent[]): Promise<Map<string, readonly Buffer[]>> {
    const persons = new Map(events.map((event) => [event, personIn(event)]));
    const keys = await this.keys.find(persons.values());
    const tokens = new Map<string, readonly Buffer[]>();
    for (const [event, personId] of persons) {
      try {
        tokens.set(personId, this.tokensOf(event, keys.get(personId)));
      } catch (error) {
        if (!(error instanceof SealBrokenError)) throw error;
        // one that was tampered with does not keep the others from being found
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

  /** Rows and checkpoint in one transaction. Throws when another process has moved the checkpoint. */
  private async save(tokens: ReadonlyMap<string, readonly Buffer[]>, from: number, to: number): Promise<void> {
    const pairs = [...tokens].flatMap(([personId, own]) => own.map((token) => ({ personId, token })));
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      // lost together with its checkpoint in a crash, and then made again
      await client.query('SET LOCAL synchronous_commit = off');
      const moved = await client.query(
        'UPDATE tirek_keys.name_index_checkpoint SET position = $2 WHERE position = $1',
        [from, to],
      );
      if (moved.rowCount === 0) throw new Error('another process keeps it as well');
      await client.query('DELETE FROM tirek_keys.name_index WHERE person_id = ANY ($1::uuid[])', [[...tokens.keys()]]);
      // The lock on the key: an erasure waits and then removes these tokens too, or is seen and none are stored.
      await client.query(
        `INSERT INTO tirek_keys.name_index (person_id, token)
         SELECT named.person_id, named.token FROM unnest($1::uuid[], $2::bytea[]) AS named (person_id, token)
         JOIN tirek_keys.person_keys AS k ON k.person_id = named.person_id WHERE k.wrapped IS NOT NULL
         FOR SHARE OF k`,
        [pairs.map(({ personId }) => personId), pairs.map(({ token }) => token)],
      );
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }
}

const nameIn = (data: object): string | undefined => (data as { person?: { name?: string } }).person?.name;

/** A correction without a name leaves the name as it was. */
const mayName = ({ type }: RecordedEvent): boolean =>
  type === 'IdentificationLogged' || type === 'IdentificationCorrected';
