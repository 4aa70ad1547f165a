import { useState } from 'react';

/** Does one thing at a time, by its name, and keeps what it threw until the next. */
export function useBusy() {
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const run = async (what: string, act: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(undefined);
    }
  };
  return { busy, problem, run };
}
