import type { IdentificationFacts } from '#nrm/identification';
import type { HtcdsRow } from './htcds-row.js';

/** What a row said of its case, in codes: nothing personal, and not its reference. */
export interface SaidOfCase extends Pick<HtcdsRow, 'organisation' | 'status'> {
  readonly facts: Partial<IdentificationFacts>;
}

/** What a row says otherwise than the last import did. */
export interface RowChanges {
  readonly organisation: boolean;
  /** Absent: as before. */
  readonly status: HtcdsRow['status'];
  readonly facts: Partial<IdentificationFacts>;
}

/**
 * Compares what a row says with what the last import said of the case. Only that is corrected: what somebody corrected
 * by hand meanwhile stays. A column that has become empty says nothing; a case without a status is a presumed one.
 */
export function changesOf(before: SaidOfCase, now: SaidOfCase): RowChanges {
  const facts = Object.entries(now.facts).filter(
    ([name, value]) => value.length > 0 && !same(value, before.facts[name as keyof IdentificationFacts]),
  );
  const status = now.status === (before.status ?? 'PossibleVictimOfTrafficking') ? undefined : now.status;
  return { organisation: !same(before.organisation, now.organisation), status, facts: Object.fromEntries(facts) };
}

/** Whether a row says nothing new. */
export const saysNothingNew = ({ organisation, status, facts }: RowChanges): boolean =>
  !organisation && status === undefined && Object.keys(facts).length === 0;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
