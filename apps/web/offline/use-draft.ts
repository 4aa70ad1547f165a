import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from '../app/session.js';
import type { Basis } from './basis.js';
import { forgetDraft, keepDraft, readDraft } from './drafts.js';
import type { Typed } from './entry.js';

/** So long after the last key what was typed is kept, in ms. */
const pause = 600;

/** The values of a form, kept sealed on this device while they are typed. */
export interface Draft<T> {
  /** What was typed, and what it was begun with: where it comes from an earlier time, then. */
  readonly typed: Typed<T>;
  set(values: T): void;
  /** Where the values come from an earlier time: a way to begin anew. */
  readonly startAfresh: (() => void) | undefined;
  /** It is sent, or waits to be: nothing more is to be kept of it. */
  forget(): void;
}

/**
 * The values of a form; under a name they are kept, and restored when the same user opens the form again, with what they
 * were written upon: what happened to the case since is found, however long ago the form was begun.
 */
export function useDraft<T>(name: string | undefined, initial: T, basis?: Basis): Draft<T> {
  const { user } = useMe();
  const [begin] = useState<Typed<T>>({ values: initial, initial, ...(basis ? { basis } : {}) });
  const [typed, setTyped] = useState(begin);
  const [restored, setRestored] = useState(false);
  // what is typed and not kept yet; `undefined`: nothing
  const unkept = useRef<Typed<T>>(undefined);
  const touched = useRef(false);
  // an older draft that cannot be opened now is not overwritten
  const locked = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keepNow = useCallback(() => {
    clearTimeout(timer.current);
    const next = unkept.current;
    unkept.current = undefined;
    if (name !== undefined && next !== undefined && !locked.current) void keepDraft(user, name, next);
  }, [name, user]);

  useEffect(() => {
    if (name === undefined) return undefined;
    let left = false;
    void readDraft<T>(user, name).then((begun) => {
      locked.current = begun === 'Locked';
      if (left || touched.current || begun === undefined || begun === 'Locked') return;
      setTyped(begun.typed);
      setRestored(true);
    });
    // a telephone ends a page in the background without another word
    const onHide = () => document.visibilityState === 'hidden' && keepNow();
    document.addEventListener('visibilitychange', onHide);
    return () => {
      left = true;
      document.removeEventListener('visibilitychange', onHide);
      keepNow();
    };
  }, [name, user, keepNow]);

  const forget = useCallback(() => {
    clearTimeout(timer.current);
    unkept.current = undefined;
    setRestored(false);
    if (name !== undefined && !locked.current) void forgetDraft(user, name);
  }, [name, user]);

  return {
    typed,
    set(values) {
      const next = { ...typed, values };
      touched.current = true;
      setTyped(next);
      unkept.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(keepNow, pause);
    },
    startAfresh: restored
      ? () => {
          setTyped(begin);
          forget();
        }
      : undefined,
    forget,
  };
}
