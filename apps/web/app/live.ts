import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { readAfter } from '../api/client.js';

interface Change {
  readonly position: string;
  /** Absent: a notice, or what is in lists only. */
  readonly caseId?: string;
}

/** A burst of changes is asked for once, in ms. */
const burst = 400;
/** A stream that the server refused or ended for good is opened again after so long, in ms. */
const again = 30_000;

/** Keeps what is on the screen up to date: the server says that something changed, and the page asks. */
export function useLive(active: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!active) return undefined;
    const cases = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    return follow(({ position, caseId }) => {
      readAfter(position);
      if (caseId !== undefined) cases.add(caseId);
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const id of cases) void queries.invalidateQueries({ queryKey: ['case', id] });
        cases.clear();
        void queries.invalidateQueries({ queryKey: ['live'] });
      }, burst);
    });
  }, [active, queries]);
}

/** Follows the changes until the function that it returns is called. One stream serves all tabs: a browser has six to a server. */
function follow(told: (change: Change) => void): () => void {
  const tabs = new BroadcastChannel('tirek.live');
  const end = new AbortController();
  tabs.addEventListener('message', ({ data }: MessageEvent<Change>) => told(data));
  const streamForAll = () =>
    new Promise<void>((resolve) => {
      let stream: EventSource;
      const open = () => {
        stream = new EventSource('/api/v1/live');
        stream.addEventListener('changed', ({ data }: MessageEvent<string>) => {
          const change = JSON.parse(data) as Change;
          told(change);
          tabs.postMessage(change);
        });
        stream.addEventListener('error', () => {
          if (stream.readyState === EventSource.CLOSED) setTimeout(() => !end.signal.aborted && open(), again);
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
