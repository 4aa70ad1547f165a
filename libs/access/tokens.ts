import { createRemoteJWKSet, decodeJwt, errors, jwtVerify, SignJWT, type JWTVerifyGetKey } from 'jose';
import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Problem } from '#kernel';
import type { Caller } from './caller.js';
import { callerOf, ownClaims, type ClaimMapping } from './claims.js';

export const TOKEN_VERIFIER = Symbol('token verifier');
const demonstrationIssuer = 'urn:tirek:demonstration';
/** A shift and its overtime. */
const demonstrationLifetime = '12h';

/** Tells who a token was issued to; undefined when it is not valid. */
export interface TokenVerifier {
  verify(token: string): Promise<Caller | undefined>;
}

/** An issuer whose tokens are taken: by its one key, or by the key set it publishes. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly key: KeyObject | JWTVerifyGetKey;
  readonly algorithms: readonly string[];
  readonly claims: ClaimMapping;
}

/** Verifies by one key or key set, one issuer, its audience and algorithms; remembers a verified token until it expires, 5 minutes at most. */
class JwtVerifier implements TokenVerifier {
  private readonly verified = new LRUCache<string, Caller>({ max: 10_000 });

  constructor(private readonly trusted: TrustedIssuer) {}

  async verify(token: string): Promise<Caller | undefined> {
    const known = this.verified.get(token);
    if (known) return known;
    try {
      const { issuer, key, algorithms, claims } = this.trusted;
      const options = {
        issuer,
        audience: claims.audience,
        algorithms: [...algorithms],
        requiredClaims: ['exp', 'iat', 'sub'],
      };
      const { payload, protectedHeader } =
        typeof key === 'function' ? await jwtVerify(token, key, options) : await jwtVerify(token, key, options);
      const caller = callerOf(protectedHeader, payload, claims);
      const lifetime = Math.min((payload.exp ?? 0) * 1000 - Date.now(), 300_000);
      if (caller && lifetime > 0) this.verified.set(token, caller, { ttl: lifetime });
      return caller;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

/** Verifies the tokens of several issuers, each by what is known of that one alone. */
export function verifierOf(...issuers: readonly TrustedIssuer[]): TokenVerifier {
  const verifiers = new Map(issuers.map((trusted) => [trusted.issuer, new JwtVerifier(trusted)]));
  return {
    async verify(token) {
      try {
        const { iss } = decodeJwt(token);
        return await verifiers.get(iss ?? '')?.verify(token);
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}

/** A demonstration store itself, which signs with its own Ed25519 key; a second factor need not be shown there. */
export const demonstrationIssuerOf = (publicKey: KeyObject): TrustedIssuer => ({
  issuer: demonstrationIssuer,
  key: publicKey,
  algorithms: ['EdDSA'],
  claims: { ...ownClaims, secondFactor: 'always' },
});

/** Verifies tokens of a demonstration store. */
export const demonstrationVerifier = (publicKey: KeyObject): TokenVerifier =>
  verifierOf(demonstrationIssuerOf(publicKey));

/** Signatures by a published key: never a shared secret, never none. */
export const publicKeyAlgorithms: readonly string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** How long an issuer may take to tell its keys, in milliseconds. */
const issuerPatience = 5000;

/** The published keys of an OpenID Connect issuer, found by discovery at the first token. */
function publishedKeys(issuer: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(issuerPatience),
    });
    const found = (await answer.json()) as { issuer?: string; jwks_uri?: string };
    // OpenID Connect Discovery 1.0, 4.3: the issuer must be the one that was asked.
    if (!answer.ok || !found.jwks_uri || found.issuer !== issuer) throw new Error('the issuer did not tell its keys');
    return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: issuerPatience });
  };
  return async (header, token) => {
    try {
      keys ??= discover();
      const keyOf = await keys;
      return await keyOf(header, token);
    } catch (error) {
      // A token that names no published key is the token's fault; keys that cannot be had are not.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      keys = undefined;
      throw new Problem('not-ready', 'The issuer of access tokens cannot be reached.', [], {
        headers: { 'retry-after': '5' },
      });
    }
  };
}

/** An OpenID Connect issuer somewhere else, known by the keys it publishes. */
export const outsideIssuer = (issuer: string, claims: ClaimMapping = ownClaims): TrustedIssuer => ({
  issuer,
  key: publishedKeys(issuer),
  algorithms: publicKeyAlgorithms,
  claims,
});

/** An access token of a demonstration user, valid for 12 hours. */
export const demonstrationToken = (caller: Caller, privateKey: KeyObject): Promise<string> =>
  new SignJWT({ organisation: caller.organisationId, roles: [...caller.roles] })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
    .setSubject(caller.user)
    .setIssuer(demonstrationIssuer)
    .setAudience(ownClaims.audience)
    .setIssuedAt()
    .setExpirationTime(demonstrationLifetime)
    .sign(privateKey);
