import { Check } from 'typebox/value';
import { historyCatalogue, makeHistory } from './history.testing.js';

describe('the history generator', () => {
  const history = makeHistory({ cases: 150, seed: 7 });

  it('makes the same events from the same seed', () => {
    expect(makeHistory({ cases: 150, seed: 7 })).toEqual(history);
    expect(makeHistory({ cases: 150, seed: 8 })).not.toEqual(history);
  });

  it('makes every event type, each fitting its schema', () => {
    const seen = new Set<string>();
    for (const event of history) {
      const { schema } = historyCatalogue.definition(event.type);
      expect({ event: event.type, fits: Check(schema, event.data) }).toEqual({ event: event.type, fits: true });
      seen.add(event.type);
    }
    expect([...seen].sort()).toEqual([...historyCatalogue.all()].map(({ type }) => type).sort());
  });

  it('numbers positions from 1 and revisions from 0 without a gap', () => {
    const revisions = new Map<string, number>();
    history.forEach((event, i) => {
      expect(event.position).toBe(i + 1);
      expect(event.revision).toBe((revisions.get(event.stream) ?? -1) + 1);
      revisions.set(event.stream, event.revision);
    });
  });

  it('lets only the holder of a case close it, and no referral be under way then', () => {
    const holders = new Map<string, string>();
    const underWay = new Map<string, Set<string>>();
    let closures = 0;
    for (const { type, data, metadata } of history) {
      const { caseId, referralId } = data as { caseId: string; referralId: string };
      if (type === 'IdentificationLogged' || type === 'ReferralHandedOver')
        holders.set(caseId, metadata.actor.organisation);
      if (type === 'ReferralSent') underWay.set(caseId, (underWay.get(caseId) ?? new Set()).add(referralId));
      if (['ReferralDeclined', 'ReferralRecalled', 'ReferralCompleted'].includes(type)) {
        underWay.get(caseId)?.delete(referralId);
      }
      if (type !== 'CaseClosed') continue;
      closures += 1;
      expect(metadata.actor.organisation).toBe(holders.get(caseId));
      expect(underWay.get(caseId)?.size ?? 0).toBe(0);
    }
    expect(closures).toBeGreaterThan(10);
  });
});
