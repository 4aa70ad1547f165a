import { createRemoteJWKSet, errors, jwtVerify, SignJWT, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { isUuid, Problem } from '#kernel';
import type { Caller } from './caller.js';
import { roles, type Role } from './roles.js';

export const TOKEN_VERIFIER = Symbol('token verifier');
const audience = 'tirek';
const demonstrationIssuer = 'urn:tirek:demonstration';
/** A shift and its overtime. */
const demonstrationLifetime = '12h';

/** Tells who a token was issued to; undefined when it is not valid. */
export interface TokenVerifier {
  verify(token: string): Promise<Caller | undefined>;
}

function callerOf(claims: JWTPayload): Caller | undefined {
  const { sub, organisation } = claims;
  const granted = Array.isArray(claims['roles'])
    ? claims['roles'].filter((role): role is Role => roles.includes(role))
    : [];
  if (typeof sub !== 'string' || sub === '' || !isUuid(organisation) || granted.length === 0) return undefined;
  return { user: sub, organisationId: organisation.toLowerCase(), roles: granted };
}

/** Verifies by one key or key set, one issuer, our audience and one algorithm; remembers a verified token until it expires, 5 minutes at most. */
class JwtVerifier implements TokenVerifier {
  private readonly verified = new LRUCache<string, Caller>({ max: 10_000 });

  constructor(
    private readonly key: KeyObject | JWTVerifyGetKey,
    private readonly issuer: string,
    private readonly algorithms: string[],
  ) {}

  async verify(token: string): Promise<Caller | undefined> {
    const known = this.verified.get(token);
    if (known) return known;
    try {
      const options = { issuer: this.issuer, audience, algorithms: this.algorithms, requiredClaims: ['exp', 'sub'] };
      const { payload } =
        typeof this.key === 'function'
          ? await jwtVerify(token, this.key, options)
          : await jwtVerify(token, this.key, options);
      const caller = callerOf(payload);
      const lifetime = Math.min((payload.exp ?? 0) * 1000 - Date.now(), 300_000);
      if (caller && lifetime > 0) this.verified.set(token, caller, { ttl: lifetime });
      return caller;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

/** Verifies tokens of a demonstration store, signed with its own Ed25519 key. */
export const demonstrationVerifier = (publicKey: KeyObject): TokenVerifier =>
  new JwtVerifier(publicKey, demonstrationIssuer, ['EdDSA']);

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

/** Verifies tokens of an OpenID Connect issuer by its published keys; claims `organisation` and `roles` say who it is. */
export const issuerVerifier = (issuer: string): TokenVerifier =>
  new JwtVerifier(publishedKeys(issuer), issuer, ['RS256', 'PS256', 'ES256', 'EdDSA']);

/** An access token of a demonstration user, valid for 12 hours. */
export const demonstrationToken = (caller: Caller, privateKey: KeyObject): Promise<string> =>
  new SignJWT({ organisation: caller.organisationId, roles: [...caller.roles] })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(caller.user)
    .setIssuer(demonstrationIssuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(demonstrationLifetime)
    .sign(privateKey);
