import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { isUuid } from '#kernel';
import type { Caller } from './caller.js';
import { roles, type Role } from './roles.js';

/** Where an issuer says what, in its access tokens. */
export interface ClaimMapping {
  /** Whom its tokens must be for. */
  readonly audience: string;
  /** The claim with the id of the organisation: its name, or the way to it with full stops between. */
  readonly organisation: string;
  /** The claim with the list of roles, likewise. */
  readonly roles: string;
  /** Its names of roles and ours; undefined: it calls them as we do. */
  readonly roleMap?: ReadonlyMap<string, Role>;
  /** What says that a second factor was shown, any of them: a value of `acr`, or one in `amr`. `always`: it need not be said. */
  readonly secondFactor: 'always' | readonly { readonly claim: 'acr' | 'amr'; readonly value: string }[];
  /** For how many minutes a second factor counts. */
  readonly secondFactorMinutes: number;
}

/** As our own issuers say it. */
export const ownClaims: ClaimMapping = {
  audience: 'tirek',
  organisation: 'organisation',
  roles: 'roles',
  secondFactor: [],
  secondFactorMinutes: 15,
};

/** No access token is valid for longer than a shift and its overtime, in seconds: what lives longer cannot be taken back. */
const longestLife = 12 * 3600;

/** The member of that name, or at the end of that way. Only own members: claims are anybody's JSON. */
function claimAt(claims: JWTPayload, way: string): unknown {
  if (Object.hasOwn(claims, way)) return claims[way];
  return way
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
          ? (inner as Record<string, unknown>)[name]
          : undefined,
      claims,
    );
}

/**
 * Whether a token is one to call an API with: not an ID token, a refresh token or a logout token of the same issuer,
 * signed with the same key. RFC 9068 says it in the header (`at+jwt`), Keycloak in `typ`, Amazon Cognito in `token_use`;
 * where nothing says it, what only an ID token has tells.
 */
function isAccessToken({ typ }: JWTHeaderParameters, claims: JWTPayload): boolean {
  const header = typ?.toLowerCase().replace(/^application\//, '');
  if (header === 'at+jwt') return true;
  if (header !== undefined && header !== 'jwt') return false;
  const said = claims['typ'] ?? claims['token_use'];
  if (said !== undefined) return typeof said === 'string' && ['bearer', 'access'].includes(said.toLowerCase());
  return !['nonce', 'at_hash', 'c_hash', 's_hash', 'events'].some((name) => Object.hasOwn(claims, name));
}

/** The client, where a token was issued to another system and not to a person. */
function systemOf({ sub, client_id, preferred_username }: JWTPayload): string | undefined {
  if (typeof client_id !== 'string' || client_id === '') return undefined;
  // RFC 9068, 2.2: the subject is the client itself; Keycloak gives each client a user of its own instead
  const isSystem = sub === client_id || preferred_username === `service-account-${client_id.toLowerCase()}`;
  return isSystem ? client_id : undefined;
}

function secondFactorOf(claims: JWTPayload, { secondFactor, secondFactorMinutes }: ClaimMapping): Partial<Caller> {
  if (secondFactor === 'always') return { secondFactorAt: Number.POSITIVE_INFINITY };
  const { acr, amr, auth_time } = claims;
  const shown = secondFactor.some(({ claim, value }) =>
    claim === 'acr' ? acr === value : Array.isArray(amr) && amr.includes(value),
  );
  // not `iat`: a token that was only renewed would look as if it had been shown again
  if (!shown || typeof auth_time !== 'number') return {};
  return { secondFactorAt: auth_time * 1000, secondFactorMinutes };
}

function rolesOf(granted: unknown, roleMap: ClaimMapping['roleMap']): Role[] {
  if (!Array.isArray(granted)) return [];
  const ours = granted.map((name: unknown) => (roleMap ? roleMap.get(name as string) : (name as Role)));
  return roles.filter((role) => ours.includes(role));
}

/** The user name under which another system is known; no person has one like it. */
export const systemUser = (clientId: string): string => `client:${clientId}`;

/** Who a verified token was issued to; undefined when it is no access token, lives too long or does not say all of it. */
export function callerOf(header: JWTHeaderParameters, claims: JWTPayload, mapping: ClaimMapping): Caller | undefined {
  const { sub, iat, exp, auth_time, scope } = claims;
  const organisation = claimAt(claims, mapping.organisation);
  const granted = rolesOf(claimAt(claims, mapping.roles), mapping.roleMap);
  if (typeof sub !== 'string' || sub === '' || sub.startsWith('client:')) return undefined;
  if (!isUuid(organisation) || granted.length === 0) return undefined;
  if (iat === undefined || exp === undefined || exp - iat > longestLife) return undefined;
  if (!isAccessToken(header, claims)) return undefined;
  // bound to a key of whoever it was given to (RFC 7800), which a bearer does not show
  if (claims['cnf'] !== undefined) return undefined;
  const system = systemOf(claims);
  const where = { organisationId: organisation.toLowerCase(), roles: granted };
  if (system !== undefined) {
    const scopes = typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
    return { user: systemUser(system), ...where, signedInAt: iat * 1000, scopes };
  }
  const signedInAt = (typeof auth_time === 'number' ? auth_time : iat) * 1000;
  return { user: sub, ...where, signedInAt, ...secondFactorOf(claims, mapping) };
}
