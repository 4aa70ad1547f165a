import { generateKeySync } from 'node:crypto';
import * as fc from 'fast-check';
import { Type } from 'typebox';
import { defineEvent, type FieldGroup, fieldGroups, personal } from '#kernel';
import { open, seal, SealBrokenError } from './sealing.js';

const Told = defineEvent('Told', {
  caseId: Type.String(),
  person: Type.Optional(
    Type.Object({ name: Type.Optional(personal('Identity')), phone: Type.Optional(personal('Contact')) }),
  ),
  reasons: Type.Array(personal('Narrative')),
  goals: Type.Array(Type.Object({ goalId: Type.String(), description: personal('ServicesContent') })),
  basis: Type.Union([
    Type.Object({ kind: Type.Literal('Consent'), consentId: Type.String() }),
    Type.Object({ kind: Type.Literal('LegalBasis'), legalBasis: personal('Narrative') }),
  ]),
});

const newKey = () => generateKeySync('aes', { length: 256 });
const key = newKey();
const place = { stream: 'case-1', eventId: '0198a1f0-0000-7000-8000-000000000001' };
const all: ReadonlySet<FieldGroup> = new Set(fieldGroups);
const told = {
  caseId: '1',
  person: { name: 'Айпери Токтогулова', phone: '+996700000001' },
  reasons: ['held against her will', 'wages withheld'],
  goals: [{ goalId: 'home', description: 'a room of her own' }],
  basis: { kind: 'LegalBasis', legalBasis: 'a child' },
};
const sealed = seal(Told, place, told, key) as typeof told;

describe('sealing', () => {
  it('leaves nothing personal in clear, and everything else as it was', () => {
    const looks = expect.stringMatching(/^sealed\.v1\.[\w-]+$/);
    expect(sealed).toEqual({
      caseId: '1',
      person: { name: looks, phone: looks },
      reasons: [looks, looks],
      goals: [{ goalId: 'home', description: looks }],
      basis: { kind: 'LegalBasis', legalBasis: looks },
    });
    expect(told.person.name).toBe('Айпери Токтогулова');
  });

  it('seals the same text differently each time', () => {
    expect(seal(Told, place, told, key)).not.toEqual(sealed);
  });

  it('does not tell the length of a short text', () => {
    const lengths = ['', '+996700000001', 'Айпери', 'x'.repeat(31)].map(
      (name) => (seal(Told, place, { ...told, person: { name } }, key) as typeof told).person.name.length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it('refuses a text that is already sealed, naming the field and not the text', () => {
    expect(() => seal(Told, place, { ...told, reasons: ['a', sealed.reasons[0]] }, key)).toThrow(
      expect.objectContaining({
        type: 'malformed-request',
        errors: [{ pointer: '/reasons/1', detail: 'must not be a sealed text' }],
      }),
    );
  });

  it('refuses what is not a text', () => {
    expect(() => seal(Told, place, { ...told, reasons: [1] }, key)).toThrow('/reasons/0 of Told is personal');
  });
});

describe('opening', () => {
  it('gives back what was sealed', () => {
    expect(open(Told, place, sealed, key, all)).toEqual({ data: told, hidden: new Set(), erased: false });
  });

  it('gives back any text, whatever its letters and length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 4 }),
        fc.string({ unit: 'grapheme' }),
        (reasons, name) => {
          const data = { ...told, reasons, person: { name } };
          expect(open(Told, place, seal(Told, place, data, key), key, all).data).toEqual(data);
        },
      ),
    );
  });

  it('leaves out what the reader may not see and says which groups', () => {
    expect(open(Told, place, sealed, key, new Set<FieldGroup>(['Contact', 'Narrative']))).toEqual({
      data: {
        caseId: '1',
        person: { phone: '+996700000001' },
        reasons: told.reasons,
        goals: [{ goalId: 'home' }],
        basis: told.basis,
      },
      hidden: new Set(['Identity', 'ServicesContent']),
      erased: false,
    });
  });

  it('leaves out everything when the key is gone', () => {
    expect(open(Told, place, sealed, undefined, all)).toEqual({
      data: { caseId: '1', person: {}, reasons: [], goals: [{ goalId: 'home' }], basis: { kind: 'LegalBasis' } },
      hidden: new Set(),
      erased: true,
    });
  });

  it('has nothing to hide or to miss where nothing is personal', () => {
    const plain = { caseId: '1', reasons: [], goals: [], basis: { kind: 'Consent', consentId: '2' } };
    expect(open(Told, place, plain, undefined, new Set())).toEqual({ data: plain, hidden: new Set(), erased: false });
  });
});

describe('a seal is broken', () => {
  const broken = (at: string) => expect.objectContaining({ name: 'SealBrokenError', pointer: at });

  it.each([
    ['in another stream', { ...place, stream: 'case-2' }],
    ['in another event', { ...place, eventId: '0198a1f0-0000-7000-8000-000000000002' }],
  ])('%s', (_, elsewhere) => {
    expect(() => open(Told, elsewhere, sealed, key, all)).toThrow(broken('/person/name'));
  });

  it('in another field', () => {
    const moved = { ...sealed, person: { name: sealed.person.phone } };
    expect(() => open(Told, place, moved, key, all)).toThrow(broken('/person/name'));
  });

  it('at another place of a list', () => {
    const turned = { ...sealed, reasons: sealed.reasons.toReversed() };
    expect(() => open(Told, place, turned, key, all)).toThrow(broken('/reasons/0'));
  });

  it('under another key', () => {
    expect(() => open(Told, place, sealed, newKey(), all)).toThrow(SealBrokenError);
  });

  it('by any changed bit', () => {
    const bytes = Buffer.from(sealed.reasons[0]!.slice('sealed.v1.'.length), 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = Buffer.from(bytes);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const data = { ...sealed, reasons: [`sealed.v1.${changed.toString('base64url')}`] };
        expect(() => open(Told, place, data, key, all)).toThrow(broken('/reasons/0'));
      }),
    );
  });

  it.each(['in clear', '', 'sealed.v1.', 'sealed.v1.AAAA', 7, null])('by %j, and says nothing of it', (text) => {
    expect(() => open(Told, place, { ...sealed, reasons: [text] }, key, all)).toThrow(
      new SealBrokenError(place.eventId, '/reasons/0'),
    );
  });
});
