import type pg from 'pg';
import type { EventCatalogue } from '#event-store';
import type { RecordedEvent } from '#kernel';
import type { Page, PageTaker, Place } from '#messaging';
import { inTransaction, StartRefused } from '#postgres';
import { applyPage, isRefusedData, mayBeOfAnEvent, OvertakenError } from './apply-page.js';
import { movePlace, OtherFeedError } from './places.js';
import type { Projection } from './projection.js';
import { liveSchema, parkedMessage, readStanding, writeParked, type Standing } from './read-model.js';
import { readSkipped } from './skipped.js';

/** How often a page that fails, for no reason that is surely in its events, is tried again before they are to blame. */
const RETRIES = 5;

/** How often the page at a place has failed in this process: outlives the connections and the feeds' new beginnings. */
export class Failures {
  private readonly counts = new Map<number, { readonly position: number; readonly times: number }>();

  /** Counts one more failure of the page that follows a position; false when it was tried often enough. */
  mayTryAgain(partition: number, position: number): boolean {
    const before = this.counts.get(partition);
    const times = before?.position === position ? before.times + 1 : 1;
    this.counts.set(partition, { position, times });
    return times <= RETRIES;
  }
}

/** What a filler has read of the tables, and moved on since. */
interface Known {
  readonly standing: Standing;
  readonly places: Place[];
  readonly parked: Set<string>;
  readonly skipped: ReadonlySet<string>;
}

export interface FillerOptions {
  /** Its own, TimeZone UTC. */
  readonly client: pg.ClientBase;
  readonly projection: Projection;
  readonly catalogue: EventCatalogue;
  /** The feed that the pages are of. */
  readonly feed: string;
  readonly failures: Failures;
  /** Told where the tables are, each time they were read and each time they were moved. */
  readonly onStanding: (standing: Standing) => void;
  /** Told of streams that are parked now. */
  readonly onParked: (streams: readonly string[]) => void;
}

/** The tables were made by a newer version of the software. */
export class NewerTablesError extends StartRefused {
  constructor({ name, version }: Projection, found: number) {
    super(
      `The tables of ${name} are of version ${found}, and this Tirek makes version ${version}: a newer one has used this database; run that one.`,
    );
  }
}

/**
 * Takes the pages of a feed into the live tables of a projection: rows, parked events and the place in one transaction.
 * One page at a time, on one connection; in other processes others may do the same with other partitions.
 */
export class TableFiller implements PageTaker {
  readonly name: string;
  private readonly schema: string;
  private known: Known | undefined;
  /** What the feed believes of each partition: its pages follow that place. */
  private readonly told = new Map<number, Place>();
  private lastTurn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: FillerOptions) {
    this.name = options.projection.name;
    this.schema = liveSchema(options.projection);
  }

  place(partition: number): Promise<Place> {
    return this.tell(partition, async () => placeIn(await this.read(), partition));
  }

  /**
   * As the contract says. What fails is tried again by the feed; an event that the database refuses, or whose page has
   * failed too often, is parked.
   */
  take(page: Page): Promise<Place> {
    return this.tell(page.partition, () => this.takeNow(page));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.lastTurn;
  }

  private async takeNow(page: Page): Promise<Place> {
    try {
      const known = this.known ?? (await this.read());
      const from = placeIn(known, page.partition);
      const believed = this.told.get(page.partition)?.position ?? 0;
      // between where the tables are and where the feed believes them, the page has nothing
      if (from.position < believed || !leadsOn(page, from)) return from;
      try {
        await this.write(known, page, isRefusedData);
      } catch (error) {
        if (!mayBeOfAnEvent(error) || this.options.failures.mayTryAgain(page.partition, from.position)) throw error;
        await this.write(known, page, mayBeOfAnEvent);
      }
      return placeIn(known, page.partition);
    } catch (error) {
      this.known = undefined;
      if (error instanceof OvertakenError) return placeIn(await this.read(), page.partition);
      throw error;
    }
  }

  private async write(known: Known, page: Page, isOfAnEvent: (error: unknown) => boolean): Promise<void> {
    const { client, projection, catalogue, feed, onStanding, onParked } = this.options;
    const { schema } = this;
    const { parked, places, skipped, standing } = known;
    const { generation } = standing;
    const { partition } = page;
    const events = page.events.filter(({ position }) => position > placeIn(known, partition).position);
    const end = events.at(-1);
    const before = new Set(parked);
    let moved = false;
    const commit = async (part: readonly RecordedEvent[], write: () => Promise<void>): Promise<void> => {
      const last = part.at(-1);
      const from = placeIn(known, partition);
      const to = last === undefined || last === end ? page.to : { position: last.position, next: from.next };
      await inTransaction(client, async () => {
        await movePlace(client, { schema, generation, feed, partition, from, to });
        await write();
        if (to !== page.to) return;
        const unreadable = (page.unreadable ?? []).map(parkedMessage).filter(({ id }) => !skipped.has(id));
        await writeParked(client, schema, unreadable);
      });
      places[partition] = to;
      moved = true;
    };
    try {
      await applyPage(client, { schema, projection, catalogue, parked, skipped }, events, { commit, isOfAnEvent });
    } finally {
      if (parked.size > before.size) onParked([...parked].filter((stream) => !before.has(stream)));
      // place and parked streams at once: who waits for the position must know what is missing
      if (moved) onStanding({ ...standing, places: [...places], parked: [...parked] });
    }
  }

  private async read(): Promise<Known> {
    const { client, projection, feed, onStanding } = this.options;
    const standing = await readStanding(client, this.schema);
    if (standing.version !== projection.version) throw new NewerTablesError(projection, standing.version);
    if (standing.feed !== feed) throw new OtherFeedError(`${projection.name} follows another feed since`);
    onStanding(standing);
    const skipped = await readSkipped(client, projection);
    this.known = { standing, places: [...standing.places], parked: new Set(standing.parked), skipped };
    return this.known;
  }

  /** Finds out, when it is its turn, what to tell the feed of a partition. */
  private tell(partition: number, find: () => Promise<Place>): Promise<Place> {
    const turn = this.lastTurn.then(async () => {
      const place = await find();
      this.told.set(partition, place);
      return place;
    });
    this.lastTurn = turn.catch(() => undefined);
    return turn;
  }
}

function placeIn({ places }: Known, partition: number): Place {
  const place = places[partition];
  if (!place) throw new Error(`the feed has no partition ${partition}`);
  return place;
}

/** Whether a page brings anything to a place: events, a position, or where to read next. */
const leadsOn = ({ to, unreadable = [] }: Page, from: Place): boolean =>
  to.position > from.position || (to.position === from.position && (to.next !== from.next || unreadable.length > 0));
