import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import * as openid from 'openid-client';
import { Secret, TOTP } from 'otpauth';
import { accessMigrations, RecordedMembers, type Role } from '#access';
import { eventStoreMigrations, PostgresEventStore } from '#event-store';
import { testDatabase } from '../postgres/postgres.testing.js';
import { Identity } from './identity.js';
import { identityMigrations } from './schema.js';

const entities: Readonly<Record<string, string>> = { '34': '"', '38': '&', '39': "'", '60': '<', '62': '>' };
const unescaped = (html: string): string => html.replaceAll(/&#(\d+);/g, (_, code: string) => entities[code]!);

/** The code that an authenticator app shows; `steps` later. */
export const totpCode = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

/** A page as a test sees it. */
export interface Seen {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
  /** What a passkey is asked: the options of the form with this step. */
  passkeyOptions(step: string): { challenge: string };
}

/** A browser: keeps cookies, follows redirects within the provider, sends forms. */
export class TestBrowser {
  private readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();
  /** The names of the cookies that stay when it is closed. */
  readonly lasting = new Set<string>();
  /** Laid over the headers of every request. */
  headers: Record<string, string> = {};

  constructor(private readonly origin: string) {}

  has(cookie: string): boolean {
    return this.cookies.has(cookie);
  }

  /** A request, and where it led: a redirect out of the provider is not followed. */
  async go(to: string, form?: Record<string, string>): Promise<Seen> {
    const url = new URL(to, this.origin);
    const sent = [...this.cookies].filter(([, { path }]) => url.pathname.startsWith(path));
    const answer = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      ...(form ? { body: new URLSearchParams(form) } : {}),
      headers: {
        'accept-language': 'en',
        cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; '),
        ...(form ? { origin: this.origin } : {}),
        ...this.headers,
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split(/=(.*)/);
      const path = attributes.find((one) => one.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
      if (attributes.some((one) => /^(expires|max-age)=/i.test(one))) this.lasting.add(name);
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, { value, path });
    }
    const location = answer.headers.get('location');
    if (location !== null) {
      const next = new URL(location, url);
      if (next.pathname.startsWith('/identity/')) return this.go(next.href);
      return { status: answer.status, url: next.href, html: '', headers: answer.headers, passkeyOptions: none };
    }
    const html = await answer.text();
    const passkeyOptions = (step: string) =>
      JSON.parse(unescaped(new RegExp(`data-passkey="${step}" data-options="([^"]*)"`).exec(html)![1]!)) as {
        challenge: string;
      };
    return { status: answer.status, url: url.href, html, headers: answer.headers, passkeyOptions };
  }
}

const none = (): never => {
  throw new Error('no page was shown');
};

/** The provider behind a server of its own, on a database of its own, with a table of members that the test fills. */
export async function startIdentity({ demonstration = false } = {}) {
  const database = await testDatabase({
    migrations: [...eventStoreMigrations, ...accessMigrations, ...identityMigrations],
  });
  await database.pool.query(`
    CREATE SCHEMA members;
    CREATE TABLE members.members (
      organisation_id uuid NOT NULL, user_name text NOT NULL, roles text[] NOT NULL, left_at timestamptz)`);
  const store = await PostgresEventStore.open({ url: database.url });
  let logged = '';
  const keep = (context: object, message: string): void => {
    logged += `${JSON.stringify(context)} ${message}\n`;
  };
  let identity: Identity;
  const server = createServer((request, response) => {
    void identity.handle(request, response, String(request.headers['x-test-address'] ?? '127.0.0.1'));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const publicUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const members = new RecordedMembers(database.pool, true);
  const key = createSecretKey(randomBytes(32));
  const open = (): Identity =>
    new Identity({
      database: database.pool,
      store,
      key,
      publicUrl,
      demonstration,
      members,
      log: { info: keep, warn: keep, error: keep },
    });
  identity = open();
  const issuer = new URL(`${publicUrl}/identity`);
  const client = (clientId = 'tirek-web', secret?: string): Promise<openid.Configuration> =>
    openid.discovery(
      issuer,
      clientId,
      undefined,
      secret === undefined ? openid.None() : openid.ClientSecretBasic(secret),
      {
        execute: [openid.allowInsecureRequests],
      },
    );

  /** Makes a member of a new organisation, or of one that there is. */
  async function member(user: string, roles: Role[] = ['ngo-caseworker'], organisationId: string = randomUUID()) {
    await database.pool.query('INSERT INTO members.members VALUES ($1, $2, $3)', [organisationId, user, roles]);
    return organisationId;
  }

  /** An account with a password and an app, by way of an invitation and the first sign-in. */
  async function enrolled(user: string, password: string, browser = new TestBrowser(publicUrl)) {
    const link = (await identity.invitations.create(user))!;
    await browser.go(link, { step: 'password', password, again: password });
    const attempt = await begin(browser);
    const page = await browser.go(attempt.page.url, { step: 'password', user, password });
    const secret = /<code>([A-Z2-7 ]{32,})<\/code>/.exec(page.html)![1]!.replaceAll(' ', '');
    const codes = await browser.go(attempt.page.url, { step: 'enrol-app', code: totpCode(secret, -1) });
    const recoveryCodes = [...codes.html.matchAll(/<li>([A-Z0-9-]{14})<\/li>/g)].map(([, code]) => code!);
    const end = await browser.go(attempt.page.url, { step: 'codes-kept' });
    return { secret, recoveryCodes, browser, attempt, end };
  }

  /** Begins a sign-in as `tirek-web`, with these parameters laid over the usual ones. */
  async function begin(browser: TestBrowser, parameters: Record<string, string> = {}) {
    const configuration = await client();
    const verifier = openid.randomPKCECodeVerifier();
    const state = openid.randomState();
    const to = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: `${publicUrl}/api/v1/session/callback`,
      scope: 'openid',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...parameters,
    });
    return { page: await browser.go(to.href), verifier, state };
  }

  /** The tokens for the code that a browser was sent back with. */
  const tokens = async ({ url }: { url: string }, { verifier, state }: { verifier: string; state: string }) =>
    openid.authorizationCodeGrant(await client(), new URL(url), { pkceCodeVerifier: verifier, expectedState: state });

  return {
    publicUrl,
    pool: database.pool,
    key,
    members,
    get identity() {
      return identity;
    },
    logged: () => logged,
    client,
    member,
    enrolled,
    begin,
    tokens,
    browser: () => new TestBrowser(publicUrl),
    /** As after a restart of the process. */
    restart(): void {
      identity.close();
      identity = open();
    },
    async stop(): Promise<void> {
      identity.close();
      server.close();
      server.closeAllConnections();
      await store.close();
      await database.drop();
    },
  };
}

export type RunningIdentity = Awaited<ReturnType<typeof startIdentity>>;
