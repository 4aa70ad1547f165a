import { useSyncExternalStore } from 'react';
import type { ImportBegunAnswer } from '../api/answers.js';
import { upload } from '../api/client.js';

/** What is to be imported, and how. */
export interface Wanted {
  readonly file: File;
  /** The system that the references are of. */
  readonly source: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun: boolean;
}

/** A file on its way to the server. */
export interface Upload {
  readonly wanted: Wanted;
  readonly state: 'Sending' | 'Failed';
  /** Bytes. */
  readonly sent: number;
  /** Why it failed. */
  readonly problem?: unknown;
}

interface Kept extends Upload {
  readonly key: string;
}

let current: Kept | undefined;
/** The last file that was tried, by the id of its import. */
let tried: { readonly importId: string; readonly wanted: Wanted } | undefined;
const listeners = new Set<() => void>();

function becomes(next: Kept | undefined): void {
  current = next;
  listeners.forEach((listener) => listener());
}

const stay = (event: BeforeUnloadEvent) => event.preventDefault();

/**
 * Uploads a file, whichever page is looked at meanwhile: the id of its import. The same again after a failure is the same
 * import. Undefined: it failed, and the upload says why.
 */
export async function begin(wanted: Wanted): Promise<string | undefined> {
  const again = current !== undefined && isSame(current.wanted, wanted);
  const key = again ? current!.key : crypto.randomUUID();
  const path = `/imports?${new URLSearchParams({ source: wanted.source, dryRun: String(wanted.dryRun) })}`;
  becomes({ wanted, key, state: 'Sending', sent: 0 });
  // the browser asks before the tab is closed: that would end it
  addEventListener('beforeunload', stay);
  try {
    const { importId } = await upload<ImportBegunAnswer>(path, wanted.file, key, (sent) =>
      becomes({ wanted, key, state: 'Sending', sent }),
    );
    tried = wanted.dryRun ? { importId, wanted } : undefined;
    becomes(undefined);
    return importId;
  } catch (problem) {
    becomes({ wanted, key, state: 'Failed', sent: 0, problem });
    return undefined;
  } finally {
    removeEventListener('beforeunload', stay);
  }
}

const isSame = (one: Wanted, other: Wanted): boolean =>
  one.file === other.file && one.source === other.source && one.dryRun === other.dryRun;

/** The file that an import tried, while this tab has it: it can then be imported without being chosen again. */
export const triedBy = (importId: string): Wanted | undefined =>
  tried?.importId === importId ? { ...tried.wanted, dryRun: false } : undefined;

/** The file that is on its way, or could not be uploaded; undefined: none. */
export const useUpload = (): Upload | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
