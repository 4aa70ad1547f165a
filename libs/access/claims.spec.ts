import { hasFreshSecondFactor } from './caller.js';
import { callerOf, ownClaims, type ClaimMapping } from './claims.js';

const id = '0198f3a4-4c1d-7b20-9a3e-5f6071829004';
const at = { iat: 1_700_000_300, exp: 1_700_000_600, auth_time: 1_700_000_000 };
const good = { sub: 'nurlan', organisation: id, roles: ['police-officer'], ...at };
const header = { alg: 'ES256', typ: 'at+jwt' };
const mapped = (mapping: Partial<ClaimMapping>, claims: object = good) =>
  callerOf(header, { ...claims }, { ...ownClaims, ...mapping });

describe('who a token was issued to', () => {
  it('is found where the issuer says it, by name before by way', () => {
    const nested = {
      ...good,
      organisation: undefined,
      roles: undefined,
      org: { id },
      'https://x.example/roles': ['analyst'],
    };
    expect(mapped({ organisation: 'org.id', roles: 'https://x.example/roles' }, nested)).toMatchObject({
      organisationId: id,
      roles: ['analyst'],
    });
    expect(mapped({ organisation: 'org.id.more' }, nested)).toBeUndefined();
    expect(mapped({ organisation: '__proto__.x' }, nested)).toBeUndefined();
    expect(mapped({ organisation: '' }, nested)).toBeUndefined();
  });

  it('has only the roles that are mapped, where any are', () => {
    const roleMap = new Map([['chief', 'police-supervisor' as const]]);
    expect(mapped({ roleMap }, { ...good, roles: ['chief', 'administrator'] })?.roles).toEqual(['police-supervisor']);
    expect(mapped({ roleMap }, { ...good, roles: ['administrator'] })).toBeUndefined();
  });

  it('signed in when they gave their password, else when the token was issued', () => {
    expect(mapped({})?.signedInAt).toBe(1_700_000_000_000);
    expect(mapped({}, { ...good, auth_time: undefined })?.signedInAt).toBe(1_700_000_300_000);
  });
});

describe('a second factor', () => {
  const secondFactor = [
    { claim: 'acr', value: '2' },
    { claim: 'amr', value: 'otp' },
  ] as const;
  const shown = (claims: object, minutes = 15) =>
    mapped({ secondFactor, secondFactorMinutes: minutes }, { ...good, ...claims })!;
  const minutesLater = (minutes: number) => new Date(1_700_000_000_000 + minutes * 60_000);

  it.each([
    [{ acr: '2' }, true],
    [{ amr: ['pwd', 'otp'] }, true],
    [{ acr: '1' }, false],
    [{ acr: 2 }, false],
    [{ amr: 'otp' }, false],
    [{ amr: ['pwd'] }, false],
    [{}, false],
    // renewed tokens would look as if it had been shown again
    [{ acr: '2', auth_time: undefined }, false],
  ])('is shown by %j: %s', (claims, fresh) => {
    expect(hasFreshSecondFactor(shown(claims), minutesLater(1))).toBe(fresh);
  });

  it('counts for so many minutes since it was shown', () => {
    expect(hasFreshSecondFactor(shown({ acr: '2' }), minutesLater(14))).toBe(true);
    expect(hasFreshSecondFactor(shown({ acr: '2' }), minutesLater(15))).toBe(false);
    expect(hasFreshSecondFactor(shown({ acr: '2' }, 60), minutesLater(59))).toBe(true);
    expect(hasFreshSecondFactor(shown({ acr: '2' }, 1), minutesLater(1))).toBe(false);
    expect(hasFreshSecondFactor({ user: 'x', organisationId: id, roles: [] })).toBe(false);
  });

  it('is asked for by nothing that the issuer was not configured to say', () => {
    expect(mapped({}, { ...good, acr: '2', amr: ['otp'] })?.secondFactorAt).toBeUndefined();
  });
});
