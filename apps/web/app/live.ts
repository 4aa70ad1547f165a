import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { readAfter } from '../api/client.js';
import { standingQuery } from './session.js';

interface Change {
  readonly position: string;
  /** Absent: a notice, or what is in lists only. */
  readonly caseId?: string;
  /** The stream was away: anything may have changed. */
  readonly missed?: true;
}

/** A burst of changes is asked for once, in ms. */
const burst = 400;
/** A stream that the server refused or ended for good is opened again after so long, in ms. */
const again = 30_000;

/** Whether this page had a stream before. */
let hadOne = false;

/** Keeps what is on the screen up to date: the server says that something changed, and the page asks. */
export function useLive(active: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!active) return undefined;
    const changed = new Map<string, readonly string[]>();
    let asking = false;
    // one round after the other: on a slow network a change must not end the asking for the one before
    const ask = async () => {
      asking = true;
      while (changed.size > 0) {
        await new Promise((resolve) => setTimeout(resolve, burst));
        const keys = [...changed.values()];
        changed.clear();
        await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
      }
      asking = false;
    };
    const refused = () => void queries.invalidateQueries({ queryKey: standingQuery.queryKey });
    const leave = follow(refused, ({ position, caseId, missed }) => {
      readAfter(position);
      const cases = missed ? [['case']] : caseId === undefined ? [] : [['case', caseId]];
      for (const key of [['live'], ...cases]) changed.set(key.join(), key);
      if (!asking) void ask();
    });
    return () => {
      changed.clear();
      leave();
    };
  }, [active, queries]);
}

/**
 * Follows the changes until the function that it returns is called. One stream serves all tabs: a browser has six to a
 * server. `refused`: the server lets this browser listen no more, perhaps because nobody is signed in.
 */
function follow(refused: () => void, told: (change: Change) => void): () => void {
  const tabs = new BroadcastChannel('tirek.live');
  const end = new AbortController();
  const tell = (change: Change) => {
    told(change);
    tabs.postMessage(change);
  };
  tabs.addEventListener('message', ({ data }: MessageEvent<Change>) => told(data));
  const streamForAll = () =>
    new Promise<void>((resolve) => {
      let stream: EventSource;
      const open = () => {
        stream = new EventSource('/api/v1/live');
        stream.addEventListener('hello', ({ data }: MessageEvent<string>) => {
          // the first one finds a page that has just asked for everything
          if (hadOne) tell({ ...(JSON.parse(data) as Change), missed: true });
          hadOne = true;
        });
        stream.addEventListener('changed', ({ data }: MessageEvent<string>) => tell(JSON.parse(data) as Change));
        stream.addEventListener('error', () => {
          if (stream.readyState !== EventSource.CLOSED) return;
          refused();
          setTimeout(() => !end.signal.aborted && open(), again);
        });
      };
      open();
      end.signal.addEventListener('abort', () => {
        stream.close();
        resolve();
      });
    });
  navigator.locks.request('tirek.live', { signal: end.signal }, streamForAll).catch((error: unknown) => {
    // ended before it was this tab's turn
    if (!end.signal.aborted) throw error;
  });
  return () => {
    end.abort();
    tabs.close();
  };
}
