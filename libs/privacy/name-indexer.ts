import type { KeyObject } from 'node:crypto';
import type pg from 'pg';
import type { EventCatalogue } from '#event-store';
import { errorKind, type FieldGroup, type Log, type RecordedEvent } from '#kernel';
import { logOf } from '#logging';
import type { Subscriber, Subscribers } from '#messaging';
import type { KeyRing } from './key-ring.js';
import { nameIndex, nameTokens } from './name-search.js';
import type { PersonKey, PersonKeys } from './person-keys.js';
import { personIn } from './person-in.js';
import { open, SealBrokenError } from './sealing.js';

const IDENTITY: ReadonlySet<FieldGroup> = new Set(['Identity']);
const PAGE = 1_000;

/** Keeps the index as a subscriber: a store that was restored without it has it made anew. */
export function nameIndexSubscriber(
  subscribers: Subscribers,
  ...parts: [EventCatalogue, PersonKeys, KeyRing]
): Subscriber {
  const log = logOf('NameIndexer');
  const indexer = new NameIndexer(log, ...parts);
  return subscribers.byPage({
    name: nameIndex,
    log,
    pageSize: PAGE,
    take: (page, client) => indexer.take(page, client),
    undo: async (client) => void (await client.query('DELETE FROM tirek_keys.name_index')),
  });
}

/**
 * Makes the blind index of names: opens the names in events (nobody else does so unasked) and stores their tokens. No
 * projection, since its table stands beside the keys and not among the read models.
 */
class NameIndexer {
  private readonly tokenKey: KeyObject;

  constructor(
    private readonly log: Log,
    private readonly catalogue: EventCatalogue,
    private readonly keys: PersonKeys,
    ring: KeyRing,
  ) {
    this.tokenKey = ring.derive('name');
  }

  /** Rejects when an event is of a newer version. */
  async take(page: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
    const named = page
      .filter(mayName)
      .map((event) => this.catalogue.upcast(event))
      .filter(({ data }) => nameIn(data) !== undefined);
    // lost together with the checkpoint in a crash, and then made again
    await client.query('SET LOCAL synchronous_commit = off');
    if (named.length > 0) await this.store(await this.tokensIn(named), client);
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
        this.log.error({ name: 'PersonKeyAltered', eventId: event.eventId }, notIndexed);
        continue;
      }
      try {
        tokens.set(personId, this.tokensOf(event, keys.get(personId)));
      } catch (error) {
        if (!(error instanceof SealBrokenError)) throw error;
        this.log.error({ ...errorKind(error), eventId: event.eventId }, notIndexed);
      }
    }
    return tokens;
  }

  private tokensOf(event: RecordedEvent, key: PersonKey | undefined): Buffer[] {
    const opened = open(this.catalogue.definition(event.type), event, event.data, key?.seal, IDENTITY);
    const name = nameIn(opened.data);
    return name === undefined ? [] : nameTokens(this.tokenKey, name);
  }

  private async store(tokens: ReadonlyMap<string, readonly Buffer[]>, client: pg.ClientBase): Promise<void> {
    const pairs = [...tokens].flatMap(([personId, own]) => own.map((token) => ({ personId, token })));
    await client.query('DELETE FROM tirek_keys.name_index WHERE person_id = ANY ($1::uuid[])', [[...tokens.keys()]]);
    // The lock on the key: an erasure waits and then removes these tokens too, or is seen and none are stored.
    await client.query(
      `INSERT INTO tirek_keys.name_index (person_id, token)
       SELECT named.person_id, named.token FROM unnest($1::uuid[], $2::bytea[]) AS named (person_id, token)
       JOIN tirek_keys.person_keys AS k ON k.person_id = named.person_id WHERE k.wrapped IS NOT NULL
       FOR SHARE OF k`,
      [pairs.map(({ personId }) => personId), pairs.map(({ token }) => token)],
    );
  }
}

const notIndexed = 'a name was tampered with: that person stays in the index as before';

const nameIn = (data: object): string | undefined => (data as { person?: { name?: string } }).person?.name;

/** A correction without a name leaves the name as it was. */
const mayName = ({ type }: RecordedEvent): boolean =>
  type === 'IdentificationLogged' || type === 'IdentificationCorrected';
