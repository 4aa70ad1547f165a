import type { Provider } from 'oidc-provider';
import type { Account, Accounts } from './accounts.js';
import { codesList, enrolmentForms } from './enrolment.js';
import { type Exchange, Unusable } from './exchange.js';
import { backLink, escaped, form } from './pages/layout.js';
import type { Texts } from './pages/texts.js';
import type { Passkeys } from './passkeys.js';
import { newTotpSecret, type SecondFactors } from './second-factors.js';
import type { UnderWay } from './under-way.js';

/** How long after the second factor somebody may change how they sign in, in seconds. */
const freshSeconds = 900;
/** Where the second factor is asked for, to come back here. */
const stepUpPath = '/api/v1/session/second-factor?return=/identity/account';

/** What the page keeps from one request to the next. */
export interface Enrolling {
  readonly totpSecret: string;
  readonly challenge?: string;
}

/** What the page rests on. */
export interface AccountParts {
  readonly accounts: Accounts;
  readonly secondFactors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly enrolling: UnderWay<Enrolling>;
  /** Ends everything a user is signed in to. */
  readonly signOutEverywhere: (user: string) => Promise<void>;
}

/** The page on which people see and change how they sign in. Only just after they showed who they are. */
export class AccountPages {
  constructor(private readonly parts: AccountParts) {}

  async answer(exchange: Exchange, provider: Provider): Promise<void> {
    const sent = await exchange.form();
    const session = await provider.Session.get(provider.createContext(exchange.request, exchange.response));
    const account = session.accountId === undefined ? undefined : await this.parts.accounts.find(session.accountId);
    const isFresh = session.loginTs !== undefined && Date.now() / 1000 - session.loginTs < freshSeconds;
    if (!account || !isFresh) return exchange.redirect(stepUpPath);
    if (!sent) return this.show(exchange, account, session.uid);
    const { user } = account;
    switch (sent.get('step')) {
      case 'enrol-app':
      case 'make-passkey':
        return this.enrol(exchange, account, session.uid, sent);
      case 'remove-passkey':
        if (await this.parts.passkeys.remove(user, sent.get('id') ?? '')) return exchange.redirect('/identity/account');
        return this.show(exchange, account, session.uid, 'last');
      case 'new-codes': {
        const codes = await this.parts.secondFactors.newRecoveryCodes(user);
        const { texts } = exchange;
        return exchange.show({
          title: texts.codesTitle,
          body: `${codesList(codes, texts)}<p><a href="/identity/account">${escaped(texts.codesKept)}</a></p>`,
        });
      }
      case 'everywhere': {
        await this.parts.signOutEverywhere(user);
        const { signedOut, back } = exchange.texts;
        return exchange.show({ title: signedOut, body: backLink(back) });
      }
      default:
        throw new Unusable(400);
    }
  }

  private async enrol(exchange: Exchange, account: Account, uid: string, sent: URLSearchParams): Promise<void> {
    const { secondFactors, passkeys } = this.parts;
    const pending = await this.parts.enrolling.find(uid);
    const isApp = sent.get('step') === 'enrol-app';
    const enrolled =
      pending !== undefined &&
      (isApp
        ? await secondFactors.enrolTotp(account.user, pending.totpSecret, sent.get('code') ?? '')
        : await passkeys.enrol(account.user, sent.get('answer') ?? '', pending.challenge ?? ''));
    if (!enrolled) return this.show(exchange, account, uid, isApp ? 'wrongCode' : 'wrongPasskey');
    await this.parts.enrolling.remove(uid);
    exchange.redirect('/identity/account');
  }

  private async show(exchange: Exchange, account: Account, uid: string, error?: keyof Texts): Promise<void> {
    const { texts } = exchange;
    const { passkeys, enrolling } = this.parts;
    const { user, hasTotp, recoveryCodes, demonstration } = account;
    const everywhere = `<h2>${escaped(texts.everywhere)}</h2><p>${escaped(texts.everywhereWhy)}</p>${form('everywhere', '', texts.everywhere, true)}`;
    const factors = async (): Promise<string> => {
      const totpSecret = (await enrolling.find(uid))?.totpSecret ?? newTotpSecret();
      const { html, challenge } = await enrolmentForms(user, totpSecret, passkeys, texts);
      await enrolling.keep(uid, { totpSecret, ...(challenge ? { challenge } : {}) }, freshSeconds, user);
      const made = (await passkeys.of(user)).map(
        ({ id, madeAt }) =>
          `<li>${escaped(texts.enrolPasskey)}, ${madeAt.toISOString().slice(0, 10)} <form method="post"><input type="hidden" name="step" value="remove-passkey"><button class="second" name="id" value="${escaped(id)}">${escaped(texts.remove)}</button></form></li>`,
      );
      return `<p>${escaped(texts.enrolApp)}: ${escaped(hasTotp ? texts.setUp : texts.notSetUp)}</p><ul class="plain">${made.join('')}</ul>
<p>${escaped(texts.codesLeft)} ${recoveryCodes}</p>${form('new-codes', '', texts.newCodes, true)}${html}`;
    };
    // an invented person needs no second factor, and their password is everybody's
    const body = `<p>${escaped(texts.signedInAs)} <strong>${escaped(user)}</strong></p>${demonstration ? '' : await factors()}${everywhere}${backLink(texts.back)}`;
    exchange.show(
      { title: texts.accountTitle, body, script: true, ...(error ? { error: texts[error] } : {}) },
      error ? 422 : 200,
    );
  }
}
