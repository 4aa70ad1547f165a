import { timingSafeEqual } from 'node:crypto';
import type { JWK } from 'jose';
import { type Configuration, errors, interactionPolicy, Provider } from 'oidc-provider';
import { scopes } from '#access';
import type { Database } from '#postgres';
import { Artifacts } from './artifacts.js';
import { secretHash, type Clients, type MachineClient } from './clients.js';
import type { Memberships } from './memberships.js';
import { backLink, page } from './pages/layout.js';
import { languageOf, textsIn } from './pages/texts.js';
import type { Vault } from './secrets.js';
import { signingAlgorithm } from './signing-keys.js';

/** What `acr` says of a sign-in with a second factor. */
export const secondFactorAcr = 'urn:tirek:second-factor';
/** Whether a request asks for a second factor, by its `acr_values`. */
export const asksForSecondFactor = (acrValues: unknown): boolean =>
  typeof acrValues === 'string' && acrValues.split(' ').includes(secondFactorAcr);

/** The client that the browser pages of Tirek themselves sign in as. */
export const webClient = 'tirek-web';
/** Below it are the pages of the provider. */
export const mountPath = '/identity';

/** What access tokens are for. */
const audience = 'tirek';
const api = 'urn:tirek:api';
/** In seconds: access tokens cannot be taken back one by one, so they are short. */
const accessSeconds = 300;
/** A shift and its overtime, in seconds. */
export const sessionSeconds = 12 * 3600;
/** How long somebody may take to sign in or to set up a second factor, in seconds. */
const interactionSeconds = 1800;

/** What a provider rests on. */
export interface ProviderParts {
  readonly publicUrl: string;
  readonly database: Database;
  readonly vault: Vault;
  readonly clients: Clients;
  readonly memberships: Memberships;
  /** Invented people, who need no second factor, and are told so on every page. */
  readonly demonstration: boolean;
}

/** Keeps a kind of thing in the database; clients are those of configuration and those an administrator registered. */
const adapterOf =
  ({ database, vault, clients }: ProviderParts) =>
  (model: string): Artifacts => {
    const artifacts = new Artifacts(model, database, vault);
    if (model !== 'Client') return artifacts;
    artifacts.find = async (clientId) => {
      const client = await clients.find(clientId);
      return client && metadataOf(client);
    };
    return artifacts;
  };

const metadataOf = (client: MachineClient & { readonly secretHash: string }) => ({
  client_id: client.clientId,
  client_secret: client.secretHash,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  scope: client.scopes.join(' '),
});

/** Signing in is asked for when a second factor is, and was not shown in this session. */
function policyOf() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy.get('login')!.checks.add(
    new Check('second_factor', 'a second factor is required', ({ oidc }) => {
      return asksForSecondFactor(oidc.params?.['acr_values']) && oidc.session?.acr !== secondFactorAcr;
    }),
  );
  return policy;
}

/** What a page needs of a request to the provider, and sets of its answer. */
interface ProviderContext {
  get(name: string): string;
  type: string;
  body?: unknown;
}

/** Answers of the provider itself as pages of ours. */
const pageFor = (ctx: ProviderContext, demonstration: boolean) => {
  const language = languageOf(ctx.get('cookie'), ctx.get('accept-language'));
  ctx.type = 'html';
  return (title: string, body: string): void => {
    ctx.body = page({ language, title, body, demonstration, isFinal: true });
  };
};

/** The OpenID Connect provider on these keys, the first of which signs. Its paths begin at the mount. */
export function createProvider(parts: ProviderParts, keys: readonly JWK[]): Provider {
  const { publicUrl, vault, clients, memberships, demonstration } = parts;
  const secure = publicUrl.startsWith('https:');
  const signedOut = (ctx: ProviderContext): void => {
    const { signOut, signedOut: done, back } = textsIn(languageOf(ctx.get('cookie'), ctx.get('accept-language')));
    pageFor(ctx, demonstration)(signOut, `<p>${done}</p>${backLink(back)}`);
  };
  const cookie = (name: string): string => `${secure ? '__Secure-' : ''}tirek-identity-${name}`;
  const configuration: Configuration = {
    adapter: adapterOf(parts),
    jwks: { keys: keys as never },
    acrValues: [secondFactorAcr],
    claims: { openid: ['sub'], acr: null, amr: null, auth_time: null, sid: null, iss: null },
    scopes: ['openid', ...scopes],
    clients: [
      {
        client_id: webClient,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        scope: 'openid',
        redirect_uris: [`${publicUrl}/api/v1/session/callback`],
        post_logout_redirect_uris: [`${publicUrl}/`],
      },
    ],
    clientDefaults: { id_token_signed_response_alg: signingAlgorithm },
    enabledJWA: {
      idTokenSigningAlgValues: [signingAlgorithm],
      clientAuthSigningAlgValues: [signingAlgorithm],
    },
    cookies: {
      names: { session: cookie('session'), interaction: cookie('interaction'), resume: cookie('resume') },
      keys: [vault.derived('cookies').toString('base64url')],
      long: { httpOnly: true, sameSite: 'lax', path: mountPath },
      // each sign-in has its own, by its path
      short: { httpOnly: true, sameSite: 'lax' },
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: async (_, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => api,
        useGrantedResource: async () => true,
        getResourceServerInfo: async (_, indicator, client) => {
          if (indicator !== api) throw new errors.InvalidTarget();
          return {
            audience,
            // people are told apart by their roles
            scope: client.grantTypeAllowed('client_credentials') ? (client.scope ?? '') : '',
            accessTokenTTL: accessSeconds,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: signingAlgorithm, kid: keys[0]!.kid } },
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          const { signOut, signOutAsk, stay } = textsIn(languageOf(ctx.get('cookie'), ctx.get('accept-language')));
          const buttons = `<p class="buttons"><button type="submit" form="op.logoutForm" name="logout" value="yes">${signOut}</button>
            <button type="submit" form="op.logoutForm" class="second">${stay}</button></p>`;
          pageFor(ctx, demonstration)(signOut, `<p>${signOutAsk}</p>${form}${buttons}`);
        },
        postLogoutSuccessSource: (ctx) => signedOut(ctx),
      },
    },
    interactions: { policy: policyOf(), url: (_, { uid }) => `${mountPath}/interaction/${uid}` },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => true,
    clockTolerance: 5,
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: accessSeconds,
      ClientCredentials: accessSeconds,
      IdToken: accessSeconds,
      AuthorizationCode: 60,
      Interaction: interactionSeconds,
      Session: sessionSeconds,
      Grant: sessionSeconds,
      RefreshToken: (ctx) => ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? sessionSeconds,
    },
    findAccount: (_, user) => ({ accountId: user, claims: () => ({ sub: user }) }),
    async extraTokenClaims(ctx, token) {
      if (token.kind === 'ClientCredentials') {
        const client = await clients.find(token.clientId ?? '');
        if (!client) throw new errors.InvalidClient('the client is not registered any more');
        return { organisation: client.organisationId, roles: [...client.roles] };
      }
      const { accountId, grantId } = token as { accountId: string; grantId?: string };
      const membership = await memberships.under(grantId ?? '', accountId);
      if (!membership) throw new errors.InvalidGrant('no member of the organisation any more');
      const { AuthorizationCode, RefreshToken } = ctx.oidc.entities;
      const signIn = AuthorizationCode ?? RefreshToken;
      return {
        organisation: membership.organisationId,
        roles: [...membership.roles],
        acr: signIn?.acr,
        amr: signIn?.amr,
        auth_time: signIn?.authTime,
      };
    },
    renderError: (ctx, out) => {
      const { failedTitle, failed, back } = textsIn(languageOf(ctx.get('cookie'), ctx.get('accept-language')));
      // `error` is a code of the standard; the description may repeat what was sent
      pageFor(ctx, demonstration)(
        failedTitle,
        `<p>${failed}</p><p><code>${out.error.replaceAll(/[^a-z_]/g, '')}</code></p>${backLink(back)}`,
      );
    },
  };
  const provider = new Provider(`${publicUrl}${mountPath}`, configuration);
  // the headers are ours: whoever mounts it sets them from the configured address, not from the request
  provider.proxy = true;
  provider.use(async (ctx, next) => {
    // of somebody who is not signed in the provider asks nothing, but sends a page with a script within it
    if (ctx.path === '/session/end' && !(await provider.Session.get(ctx)).accountId) return signedOut(ctx);
    await next();
    if (ctx.status !== 404 || ctx.body) return;
    const { failedTitle, failed, back } = textsIn(languageOf(ctx.get('cookie'), ctx.get('accept-language')));
    pageFor(ctx, demonstration)(failedTitle, `<p>${failed}</p>${backLink(back)}`);
    ctx.status = 404;
  });
  provider.Client.prototype.compareClientSecret = function compare(this: { clientSecret?: string }, secret: string) {
    const stored = Buffer.from(this.clientSecret ?? '', 'hex');
    const given = Buffer.from(secretHash(secret), 'hex');
    return stored.length === given.length && timingSafeEqual(stored, given);
  };
  return provider;
}
