import type { Account } from './accounts.js';
import { type SignIn, stepOf } from './sign-in-steps.js';

const bare: Account = { user: 'one', demonstration: false, hasTotp: false, passkeys: 0, recoveryCodes: 0 };
const withApp: Account = { ...bare, hasTotp: true };
const withPasskey: Account = { ...bare, passkeys: 1 };
const invented: Account = { ...bare, demonstration: true };
const of = (...ids: string[]) => ids.map((organisationId) => ({ organisationId, roles: ['analyst' as const] }));
const shown: SignIn = { user: 'one', amr: ['pwd'] };
const full: SignIn = { ...shown, secondFactorShown: true };

describe('what a sign-in needs next', () => {
  it.each([
    ['nobody yet', { amr: [] }, undefined, [], 'password'],
    ['an account that has gone', shown, undefined, of('a'), 'password'],
    ['nothing to show as second factor', shown, bare, of('a'), 'enrolment'],
    ['an app', shown, withApp, of('a'), 'second-factor'],
    ['a passkey', shown, withPasskey, of('a'), 'second-factor'],
    [
      'a chosen organisation, but no second factor',
      { ...shown, organisationId: 'a' },
      withApp,
      of('a', 'b'),
      'second-factor',
    ],
    ['codes not yet written down', { ...full, freshCodes: ['x'] }, withApp, of('a'), 'recovery-codes'],
    ['no organisation', full, withApp, [], 'no-organisation'],
    ['one organisation', full, withApp, of('a'), 'done'],
    ['two organisations', full, withApp, of('a', 'b'), 'organisation'],
    ['one of the two', { ...full, organisationId: 'b' }, withApp, of('a', 'b'), 'done'],
    ["somebody else's organisation", { ...full, organisationId: 'c' }, withApp, of('a', 'b'), 'organisation'],
    ['an invented person', shown, invented, of('a'), 'done'],
  ] as const)('%s', (_, signIn, account, memberships, step) => {
    expect(stepOf(signIn, account, memberships)).toBe(step);
  });
});
