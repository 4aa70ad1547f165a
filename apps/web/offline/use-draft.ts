import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from '../app/session.js';
import { forgetDraft, keepDraft, readDraft } from './drafts.js';

/** So long after the last key what was typed is kept, in ms. */
const pause = 600;

/** The values of a form, kept sealed on this device while they are typed. */
export interface Draft<T> {
  readonly values: T;
  set(values: T): void;
  /** Where the values come from an earlier time: a way to begin anew. */
  readonly startAfresh: (() => void) | undefined;
  /** It is sent, or waits to be: nothing more is to be kept of it. */
  forget(): void;
}

/** The values of a form; under a name they are kept, and restored when the same user opens the form again. */
export function useDraft<T>(name: string | undefined, initial: T): Draft<T> {
  const { user } = useMe();
  const [values, setValues] = useState(initial);
  const [restored, setRestored] = useState(false);
  const begin = useRef(initial);
  // what is typed and not kept yet; `undefined`: nothing
  const unkept = useRef<{ values: T }>(undefined);
  const touched = useRef(false);
  // an older draft that cannot be opened now is not overwritten
  const locked = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keepNow = useCallback(() => {
    clearTimeout(timer.current);
    const typed = unkept.current;
    unkept.current = undefined;
    if (name !== undefined && typed !== undefined && !locked.current) void keepDraft(user, name, typed.values);
  }, [name, user]);

  useEffect(() => {
    if (name === undefined) return undefined;
    let left = false;
    void readDraft<T>(user, name).then((begun) => {
      locked.current = begun === 'Locked';
      if (left || touched.current || begun === undefined || begun === 'Locked') return;
      setValues(begun.values);
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
    values,
    set(next) {
      touched.current = true;
      setValues(next);
      unkept.current = { values: next };
      clearTimeout(timer.current);
      timer.current = setTimeout(keepNow, pause);
    },
    startAfresh: restored
      ? () => {
          setValues(begin.current);
          forget();
        }
      : undefined,
    forget,
  };
}
