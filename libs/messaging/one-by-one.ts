import type { EventStore } from '#event-store';
import { errorKind, type RecordedEvent } from '#kernel';
import { dueOf, leaveBehind, type LeftBehind, postpone, strikeOut } from './left-behind.js';
import type { SubscriberOptions } from './subscriber.js';
import { rest } from './waiting.js';

/** How often what was left behind is looked at. */
const LOOK_MS = 1000;

/** What a subscriber is that takes one event at a time, each for itself. */
export interface OneByOneOptions extends Omit<SubscriberOptions, 'take' | 'meanwhile'> {
  readonly store: Pick<EventStore, 'subscribe' | 'head' | 'readAll'>;
  /**
   * Does what is to be done about an event, whatever became of those before it. It may come again, though rarely: to do it
   * twice must be to do it once.
   */
  take(event: RecordedEvent): Promise<void>;
}

/**
 * What a subscriber does for which no event waits for another: one that fails is left behind, in the transaction that
 * moves the checkpoint past it, and tried again by itself, after a pause that doubles up to a minute, until it is taken.
 */
export function oneByOne(options: OneByOneOptions): SubscriberOptions {
  const { name, database, store, log } = options;

  async function again({ position, after }: LeftBehind): Promise<void> {
    try {
      const [event] = await store.readAll(after, 1);
      if (event?.position !== position) throw new Error('the event is not where it was');
      await options.take(event);
    } catch (error) {
      log.error({ subscriber: name, position, ...errorKind(error) }, 'an event that was left behind failed again');
      return postpone(database, name, position);
    }
    await strikeOut(database, name, position);
  }

  return {
    ...options,
    async take(page, client, from, signal) {
      let after = from;
      for (const event of page) {
        const { position } = event;
        try {
          await options.take(event);
        } catch (error) {
          // whoever is told to stop has not failed: the page comes again
          if (signal.aborted) throw error;
          log.error(
            { subscriber: name, position, ...errorKind(error) },
            'an event is left behind and will be tried again',
          );
          await leaveBehind(client, name, { position, after });
        }
        after = position;
      }
    },
    async meanwhile(signal) {
      while (!signal.aborted) {
        try {
          for (const left of await dueOf(database, name)) if (!signal.aborted) await again(left);
        } catch (error) {
          log.error({ subscriber: name, ...errorKind(error) }, 'what was left behind could not be looked at');
        }
        await rest(LOOK_MS, signal);
      }
    },
  };
}
