import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Members } from '#access';
import type { EventStore } from '#event-store';
import { errorKind, type Log } from '#kernel';
import type { Database } from '#postgres';
import { AccountPages, type Enrolling } from './account-pages.js';
import { Accounts } from './accounts.js';
import { endSessionsOf, sweep } from './artifacts.js';
import { Attempts } from './attempts.js';
import { Clients } from './clients.js';
import { Exchange, Unusable } from './exchange.js';
import { InvitationPages } from './invitation-pages.js';
import { Invitations } from './invitations.js';
import { Memberships } from './memberships.js';
import { script, style } from './pages/assets.js';
import { backLink, escaped } from './pages/layout.js';
import { Passkeys } from './passkeys.js';
import { createProvider, mountPath } from './provider.js';
import { SecondFactors } from './second-factors.js';
import { Vault } from './secrets.js';
import { SignInPages } from './sign-in-pages.js';
import type { SignIn } from './sign-in-steps.js';
import { SigningKeys } from './signing-keys.js';
import { UnderWay } from './under-way.js';

/** What the bundled provider rests on. */
export interface IdentityOptions {
  readonly database: Database;
  /** To ask what organisations are called. */
  readonly store: EventStore;
  /** Of the installation, 256 bits, for the provider alone. */
  readonly key: KeyObject;
  /** Where browsers reach this installation, without a slash at the end. */
  readonly publicUrl: string;
  readonly demonstration: boolean;
  readonly members: Members;
  readonly log: Log;
}

/** The issuer of an installation that signs its people in itself. */
export const bundledIssuer = (publicUrl: string): string => `${publicUrl}${mountPath}`;

/** How long keys count without being looked at again, in milliseconds. */
const KEYS_MS = 60_000;
const SWEEP_MS = 600_000;

/** On every answer. Forms name the origin they come from only where the policy lets browsers tell it. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

const assets: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/assets/style.css': ['text/css; charset=utf-8', style],
  '/assets/passkey.js': ['text/javascript; charset=utf-8', script],
};

/** The bundled OpenID Connect provider with its pages: accounts, second factors, sessions, tokens. */
export class Identity {
  readonly accounts: Accounts;
  readonly invitations: Invitations;
  readonly clients: Clients;
  readonly signingKeys: SigningKeys;
  private readonly memberships: Memberships;
  private readonly vault: Vault;
  private readonly signIn: SignInPages;
  private readonly account: AccountPages;
  private readonly invitation: InvitationPages;
  private readonly sweeping: NodeJS.Timeout;
  private provider: { readonly made: Provider; readonly kids: string; readonly checkedAt: number } | undefined;

  constructor(private readonly options: IdentityOptions) {
    const { database, key, publicUrl, store, log } = options;
    this.vault = new Vault(key);
    this.accounts = new Accounts(database);
    this.invitations = new Invitations(database, `${publicUrl}${mountPath}`);
    this.clients = new Clients(database, options.members);
    this.signingKeys = new SigningKeys(database, this.vault);
    this.memberships = new Memberships(database, store);
    const signOutEverywhere = (user: string): Promise<void> => this.signOutEverywhere(user);
    const parts = {
      accounts: this.accounts,
      attempts: new Attempts(database, this.vault),
      secondFactors: new SecondFactors(database, this.vault),
      passkeys: new Passkeys(database, publicUrl),
      memberships: this.memberships,
    };
    this.signIn = new SignInPages({ ...parts, signIns: new UnderWay<SignIn>('SignIn', database, this.vault) });
    this.account = new AccountPages({
      ...parts,
      enrolling: new UnderWay<Enrolling>('Enrolling', database, this.vault),
      signOutEverywhere,
    });
    this.invitation = new InvitationPages(this.invitations, signOutEverywhere);
    this.sweeping = setInterval(() => {
      sweep(database).catch((error: unknown) => log.warn(errorKind(error), 'what is over could not be removed'));
    }, SWEEP_MS).unref();
  }

  /** Ends what a user is signed in to, here and in the application. */
  async signOutEverywhere(user: string): Promise<void> {
    await endSessionsOf(user, this.options.database);
    await this.options.members.signOutEverywhere(user);
  }

  /**
   * Answers a request below the mount, whose body nobody has read. `address`: where it came from. What is signed in,
   * signed and linked to is of the configured address, whatever the request says of its host.
   */
  async handle(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const { host, protocol } = new URL(this.options.publicUrl);
    Object.assign(request.headers, { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) });
    const whole = request.url ?? '/';
    const below = whole.slice(mountPath.length) || '/';
    // as Express does it: the provider finds its mount by the difference
    Object.assign(request, { originalUrl: whole, url: below });
    const exchange = new Exchange(request, response, address, this.options);
    try {
      await this.route(exchange);
    } catch (error) {
      this.fail(exchange, error);
    }
  }

  /** Stops what it does by itself. */
  close(): void {
    clearInterval(this.sweeping);
  }

  private async route(exchange: Exchange): Promise<void> {
    const { path, request, response } = exchange;
    const asset = assets[path];
    if (asset) {
      response.setHeader('content-type', asset[0]);
      response.end(asset[1]);
      return;
    }
    const [, begin] = path.split('/');
    const isPage = begin === 'interaction' || begin === 'account' || begin === 'invitation';
    if (isPage && exchange.switchLanguage()) return;
    const provider = await this.currentProvider();
    if (begin === 'interaction') return this.signIn.answer(exchange, provider);
    if (begin === 'account') return this.account.answer(exchange, provider);
    if (begin === 'invitation') return this.invitation.answer(exchange);
    await provider.callback()(request, response);
  }

  private fail(exchange: Exchange, error: unknown): void {
    const status = error instanceof Unusable ? error.status : 500;
    if (status === 500) this.options.log.error(errorKind(error), 'a request to the provider failed');
    if (exchange.response.headersSent) {
      exchange.response.destroy();
      return;
    }
    const { failedTitle, failed, back } = exchange.texts;
    exchange.show({ title: failedTitle, body: `<p>${escaped(failed)}</p>${backLink(back)}` }, status);
  }

  /** The provider on the keys of now: another one when they were changed, by whichever process. */
  private async currentProvider(): Promise<Provider> {
    if (this.provider && Date.now() - this.provider.checkedAt < KEYS_MS) return this.provider.made;
    const keys = await this.signingKeys.current();
    const kids = keys.map(({ kid }) => kid).join(' ');
    const made = this.provider?.kids === kids ? this.provider.made : this.newProvider(keys);
    this.provider = { made, kids, checkedAt: Date.now() };
    return made;
  }

  private newProvider(keys: Awaited<ReturnType<SigningKeys['current']>>): Provider {
    const provider = createProvider(
      { ...this.options, vault: this.vault, clients: this.clients, memberships: this.memberships },
      keys,
    );
    provider.on('server_error', (_, error) => this.options.log.error(errorKind(error), 'the provider failed'));
    return provider;
  }
}
