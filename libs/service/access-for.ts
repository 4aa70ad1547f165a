import {
  type AccessOptions,
  BrowserSignIn,
  type ClaimMapping,
  demonstrationIssuerOf,
  demonstrationKeyPair,
  outsideIssuer,
  ownClaims,
  RecordedMembers,
  type SignInOptions,
  type TrustedIssuer,
  verifierOf,
} from '#access';
import type { Configuration } from '#configuration';
import { bundledIssuer, bundledKeys, secondFactorAcr, signingAlgorithm, webClient } from '#identity';
import { logOf } from '#logging';
import type { Database } from '#postgres';
import type { KeyRing } from '#privacy';

/** How an installation tells who is asking: by whose tokens, who is a member, and how browsers sign in. */
export function accessFor(
  configuration: Configuration,
  { database, keyRing }: { readonly database: Database; readonly keyRing: KeyRing },
): AccessOptions {
  return {
    verifier: verifierOf(...trustedIssuers(configuration, database)),
    // who is a member is for the issuer to say, where it is not ours
    members: new RecordedMembers(database, configuration.oidcIssuer === undefined),
    browser: new BrowserSignIn({
      database,
      key: keyRing.derive('session'),
      deviceKey: keyRing.derive('device'),
      options: signInOptions(configuration),
      log: logOf('Sign-in'),
    }),
  };
}

function trustedIssuers(configuration: Configuration, database: Database): TrustedIssuer[] {
  const { oidc, oidcIssuer, mode, publicUrl, secondFactorMinutes } = configuration;
  if (oidcIssuer !== undefined) {
    const { claims, secondFactor } = oidc;
    return [outsideIssuer(oidcIssuer, { ...ownClaims, ...claims, secondFactor, secondFactorMinutes })];
  }
  const bundled = (secondFactor: ClaimMapping['secondFactor']): TrustedIssuer => ({
    issuer: bundledIssuer(publicUrl),
    key: bundledKeys(database),
    algorithms: [signingAlgorithm],
    claims: { ...ownClaims, secondFactor, secondFactorMinutes },
  });
  if (mode === 'production') return [bundled([{ claim: 'acr', value: secondFactorAcr }])];
  const pair = demonstrationKeyPair(configuration.home, true);
  if (!pair) throw new Error('the demonstration key pair was not made');
  return [demonstrationIssuerOf(pair.publicKey), bundled('always')];
}

function signInOptions({ oidc, oidcIssuer, publicUrl }: Configuration): SignInOptions {
  if (oidcIssuer === undefined) {
    const issuer = bundledIssuer(publicUrl);
    return { issuer, clientId: webClient, clientSecret: undefined, publicUrl, secondFactorAcr };
  }
  const { clientId, clientSecret, secondFactor } = oidc;
  const acr = secondFactor.find(({ claim }) => claim === 'acr')?.value;
  return { issuer: oidcIssuer, clientId, clientSecret, publicUrl, secondFactorAcr: acr };
}
