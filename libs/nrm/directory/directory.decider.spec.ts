import * as fc from 'fast-check';
import { organisationTypes, services } from '#nrm/codes';
import { given } from '../../kernel/decider.testing.js';
import { anyDate, anyId, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  directoryDecider,
  directoryEvents,
  type DirectoryCommand,
  type DirectoryEvent,
  type OrganisationDetails,
} from './index.js';

const details: OrganisationDetails = {
  organisationId: id(1),
  name: 'Shelter in Osh',
  organisationType: 'NGO',
  services: ['Shelter', 'Legal', 'Shelter'],
  regions: ['KG-O', 'KG-GO'],
  today: '2026-03-10',
};
const registered: DirectoryEvent = {
  type: 'OrganisationRegistered',
  data: {
    organisationId: id(1),
    name: 'Shelter in Osh',
    type: 'NGO',
    services: ['Legal', 'Shelter'],
    regions: ['KG-GO', 'KG-O'],
  },
};
const change = (changed: Partial<OrganisationDetails> = {}): DirectoryCommand => ({
  type: 'ChangeOrganisation',
  ...details,
  ...changed,
});

describe('registering an organisation', () => {
  it('keeps services and regions in order, each once', () =>
    given(directoryDecider, [])
      .when({ type: 'RegisterOrganisation', ...details })
      .then([registered]));

  it('happens once', () =>
    given(directoryDecider, [registered])
      .when({ type: 'RegisterOrganisation', ...details })
      .refused('wrong-state'));
});

describe('changing an organisation', () => {
  const known = given(directoryDecider, [registered]);

  it('needs one', () => given(directoryDecider, []).when(change()).refused('unknown-item'));

  it('says all of it as it is now', () =>
    known
      .when(change({ services: [] }))
      .then([{ type: 'OrganisationChanged', data: { ...registered.data, services: [] } }]));

  it.each([{ name: 'N' }, { organisationType: 'LegalService' as const }, { regions: [] }])('notices %j', (changed) =>
    expect(known.when(change(changed)).decision).toHaveLength(1),
  );

  it('to what it was is nothing, in whatever order', () =>
    known.when(change({ services: ['Legal', 'Shelter'], regions: ['KG-GO', 'KG-O'] })).nothing());
});

const anyDetails = {
  organisationId: anyId,
  name: fc.constantFrom('One', 'Two'),
  organisationType: fc.constantFrom(...organisationTypes.slice(0, 2)),
  services: fc.array(fc.constantFrom(...services.slice(0, 2)), { maxLength: 3 }),
  regions: fc.array(fc.constantFrom('KG-O', 'KG-GO'), { maxLength: 2 }),
  today: anyDate,
};
const anyCommand: fc.Arbitrary<DirectoryCommand> = fc.oneof(
  fc.record({ type: fc.constant('RegisterOrganisation' as const), ...anyDetails }),
  { weight: 3, arbitrary: fc.record({ type: fc.constant('ChangeOrganisation' as const), ...anyDetails }) },
);

describe('any history of an organisation', () => {
  it('is registered once and first, and every change changes something', () =>
    holdsForAnyHistory(directoryDecider, directoryEvents, anyCommand, (history) => {
      let last: DirectoryEvent['data'] | undefined;
      for (const { type, data } of history) {
        expect(type).toBe(last ? 'OrganisationChanged' : 'OrganisationRegistered');
        expect(data).not.toEqual(last);
        last = data;
      }
    }));
});
