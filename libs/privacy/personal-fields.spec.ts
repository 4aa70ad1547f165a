import { Type } from 'typebox';
import { defineEvent, personal } from '#kernel';
import { assistanceEvents } from '#nrm/assistance';
import { identificationEvents } from '#nrm/identification';
import { prosecutionEvents } from '#nrm/prosecution';
import { referralEvents } from '#nrm/referral';
import { rehabilitationEvents } from '#nrm/rehabilitation';
import { hasPersonal, personalFields } from './personal-fields.js';

const events = [
  ...identificationEvents,
  ...referralEvents,
  ...assistanceEvents,
  ...rehabilitationEvents,
  ...prosecutionEvents,
];

const person = [
  'person/name Identity',
  'person/birthDate Identity',
  'person/identityNumber Identity',
  'person/phone Contact',
  'person/email Contact',
  'person/safeContact SafeContact',
  'person/address Location',
];

describe('the personal fields of the mechanism', () => {
  it.each<[string, string[]]>([
    ['IdentificationLogged', [...person, 'narrative Narrative', 'needs Needs', 'reference Identity']],
    ['IdentificationCorrected', [...person, 'narrative Narrative', 'reason Narrative']],
    ['StatusDecided', ['reasons/* Narrative']],
    ['ReferralSent', ['basis/legalBasis Narrative', 'basis/reason Narrative', 'note Needs']],
    ['AssistancePlanned', ['goals/*/description ServicesContent']],
    ['ServiceDelivered', ['note ServicesContent']],
    ['RehabilitationPlanned', ['goals/*/description ServicesContent']],
    ['ProceedingRegistered', ['registerNumber CriminalFile']],
    ['ChargeRequalified', ['ground CriminalFile']],
    ['ReferralAccepted', []],
  ])('%s', (type, expected) => {
    const definition = events.find((event) => event.type === type)!;
    expect(personalFields(definition).map(({ path, group }) => `${path.join('/')} ${group}`)).toEqual(expected);
  });
});

describe('the walk', () => {
  it('refuses a personal field that it cannot reach', () => {
    const definition = defineEvent('Odd', { notes: Type.Record(Type.String(), personal('Health')) });
    expect(() => personalFields(definition)).toThrow('Odd has a personal field under a schema keyword');
  });

  it('refuses a field of two groups', () => {
    const either = Type.Union([
      Type.Object({ text: personal('Health') }),
      Type.Object({ text: personal('Narrative') }),
    ]);
    expect(() => personalFields(defineEvent('Odd', { either }))).toThrow('/either/text of Odd belongs to two');
  });
});

describe('hasPersonal', () => {
  const definition = defineEvent('Noted', {
    note: Type.Optional(personal('Needs')),
    reasons: Type.Array(personal('Narrative')),
  });

  it.each([
    [{ reasons: [] }, false],
    [{ reasons: [], note: undefined }, false],
    [{ reasons: ['a'] }, true],
    [{ reasons: [], note: '' }, true],
  ])('%j: %s', (data, expected) => {
    expect(hasPersonal(definition, data)).toBe(expected);
  });
});
