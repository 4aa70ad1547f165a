import { useRef } from 'react';

/** A way to do something under an idempotency key: tried again after a failure it has the same key, and is done once. */
export function useOnce() {
  const keys = useRef(new Map<string, string>());
  return async <T>(wanted: string, act: (idempotencyKey: string) => Promise<T>): Promise<T> => {
    const idempotencyKey = keys.current.get(wanted) ?? crypto.randomUUID();
    keys.current.set(wanted, idempotencyKey);
    const result = await act(idempotencyKey);
    // the same again is something else: help is given twice a day, somebody leaves twice
    keys.current.delete(wanted);
    return result;
  };
}
