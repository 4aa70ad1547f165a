import type { IdentificationFacts } from '#nrm/identification';
import { changesOf, saysNothingNew, type SaidOfCase } from './row-changes.js';

const facts: IdentificationFacts = {
  entryChannel: 'Police',
  identifiedOn: '2022-04-01',
  region: 'KG-GO',
  ageGroup: 'Adult',
  gender: 'Feminine',
  citizenships: ['KG'],
  exploitation: ['ForcedLabour'],
  countriesOfExploitation: ['TR'],
};
const before: SaidOfCase = { organisation: { name: 'Police', type: 'LawEnforcement' }, facts };

describe('what a row says otherwise than the last import', () => {
  it('is nothing when it says the same', () => {
    const changes = changesOf(before, structuredClone(before));
    expect(changes).toEqual({ organisation: false, status: undefined, facts: {} });
    expect(saysNothingNew(changes)).toBe(true);
  });

  it('is the facts that differ, and no other', () => {
    const changes = changesOf(before, {
      ...before,
      facts: { ...facts, gender: 'Masculine', citizenships: ['KG', 'RU'] },
    });
    expect(changes.facts).toEqual({ gender: 'Masculine', citizenships: ['KG', 'RU'] });
    expect(saysNothingNew(changes)).toBe(false);
  });

  it('is nothing for a column that has become empty', () => {
    const { region: _, ...silent } = facts;
    expect(saysNothingNew(changesOf(before, { ...before, facts: { ...silent, countriesOfExploitation: [] } }))).toBe(
      true,
    );
  });

  it('is a fact that was not said before', () => {
    const { region: _, ...silent } = facts;
    expect(changesOf({ ...before, facts: silent }, before).facts).toEqual({ region: 'KG-GO' });
  });

  it('is the status, to and fro; a case without one is presumed', () => {
    const presumed = { ...before, status: 'PossibleVictimOfTrafficking' } as const;
    const victim = { ...before, status: 'ActualVictimOfTrafficking' } as const;
    expect(changesOf(before, presumed).status).toBeUndefined();
    expect(changesOf(before, victim).status).toBe('ActualVictimOfTrafficking');
    expect(changesOf(victim, presumed).status).toBe('PossibleVictimOfTrafficking');
    expect(changesOf(victim, victim).status).toBeUndefined();
    expect(changesOf(victim, before).status).toBeUndefined();
  });

  it('tells another organisation, by its name or its type', () => {
    const { organisation } = before;
    expect(
      changesOf(before, { ...before, organisation: { ...organisation, name: 'Border Police' } }).organisation,
    ).toBe(true);
    expect(changesOf(before, { ...before, organisation: { ...organisation, type: 'NGO' } }).organisation).toBe(true);
  });
});
