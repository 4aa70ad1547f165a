import { errors, type Provider } from 'oidc-provider';
import type { Account, Accounts } from './accounts.js';
import type { Attempts } from './attempts.js';
import { codeField, codesList, enrolmentForms } from './enrolment.js';
import { type Exchange, Unusable } from './exchange.js';
import type { Membership, Memberships } from './memberships.js';
import { backLink, escaped, field, form, passkeyForm } from './pages/layout.js';
import type { Texts } from './pages/texts.js';
import type { Passkeys } from './passkeys.js';
import { asksForSecondFactor, secondFactorAcr, sessionSeconds } from './provider.js';
import { newTotpSecret, type SecondFactors } from './second-factors.js';
import { type SignIn, type Step, stepOf } from './sign-in-steps.js';
import type { UnderWay } from './under-way.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** What the pages of signing in rest on. */
export interface SignInParts {
  readonly accounts: Accounts;
  readonly attempts: Attempts;
  readonly secondFactors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly memberships: Memberships;
  readonly signIns: UnderWay<SignIn>;
}

/** What came of a step: the sign-in as it is now, and what is wrong. */
interface Outcome {
  readonly signIn: SignIn;
  readonly error?: keyof Texts;
}

/** Why a session may be asked for its second factor alone, where that is what was asked for. */
const stepUp: readonly string[] = ['max_age', 'login_prompt', 'second_factor'];

/** The pages by which somebody signs in: one address, whose form depends on what is still needed. */
export class SignInPages {
  constructor(private readonly parts: SignInParts) {}

  /** Answers a request for an interaction of the provider. */
  async answer(exchange: Exchange, provider: Provider): Promise<void> {
    const interaction = await this.interactionOf(exchange, provider);
    if (!interaction) {
      const { expiredTitle, expired, back } = exchange.texts;
      exchange.show({ title: expiredTitle, body: `<p>${escaped(expired)}</p>${backLink(back)}` }, 400);
      return;
    }
    const sent = await exchange.form();
    const before = await this.load(interaction);
    const { signIn, error } = sent ? await this.take(before, sent, exchange) : { signIn: before };
    const account = signIn.user === undefined ? undefined : await this.parts.accounts.find(signIn.user);
    const memberships = account ? await this.parts.memberships.of(account.user) : [];
    const step = stepOf(signIn, account, memberships);
    if (step === 'done') {
      await endSessionOfAnother(provider, interaction, signIn.user!);
      return this.finish(exchange, provider, interaction, signIn, memberships);
    }
    if (sent && error === undefined) {
      await this.keep(interaction, signIn);
      exchange.redirect(`/identity${exchange.path}`);
      return;
    }
    await this.show(step, { exchange, interaction, signIn, account, memberships, error });
  }

  private async interactionOf(exchange: Exchange, provider: Provider): Promise<Interaction | undefined> {
    try {
      const interaction = await provider.interactionDetails(exchange.request, exchange.response);
      return exchange.path === `/interaction/${interaction.uid}` ? interaction : undefined;
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  }

  private async load({ uid, prompt, session, params }: Interaction): Promise<SignIn> {
    const kept = await this.parts.signIns.find(uid);
    if (kept) return kept;
    const user = session?.accountId;
    const mayStepUp =
      asksForSecondFactor(params['acr_values']) && prompt.reasons.every((reason) => stepUp.includes(reason));
    return user !== undefined && mayStepUp ? { user, amr: ['pwd'] } : { amr: [] };
  }

  private async keep({ uid, exp }: Interaction, signIn: SignIn): Promise<void> {
    await this.parts.signIns.keep(uid, signIn, exp - Math.floor(Date.now() / 1000), signIn.user);
  }

  /** Takes in what was sent. A step that is not the next one is shown again, and changes nothing. */
  private async take(signIn: SignIn, sent: URLSearchParams, { address }: Exchange): Promise<Outcome> {
    const { accounts, secondFactors, passkeys } = this.parts;
    const text = (name: string): string => sent.get(name) ?? '';
    const step = text('step');
    if (step === 'password') return this.takePassword(text('user').trim(), text('password'), address);
    const { user } = signIn;
    const account = user === undefined ? undefined : await accounts.find(user);
    if (!account) return { signIn: { amr: [] } };
    const next = stepOf(signIn, account, await this.parts.memberships.of(account.user));
    if (next === 'second-factor') {
      const shown = { ...signIn, secondFactorShown: true, challenge: undefined };
      switch (step) {
        case 'code':
          return this.guarded(account, 'wrongCode', signIn, async () =>
            (await secondFactors.checkTotp(account.user, text('code'))) ? withAmr(shown, 'otp') : undefined,
          );
        case 'recovery-code':
          return this.guarded(account, 'wrongCode', signIn, async () =>
            (await secondFactors.useRecoveryCode(account.user, text('code'))) ? withAmr(shown, 'otp') : undefined,
          );
        case 'show-passkey':
          return this.guarded(account, 'wrongPasskey', signIn, async () =>
            (await passkeys.check(account.user, text('answer'), signIn.challenge ?? ''))
              ? withAmr(shown, 'pop')
              : undefined,
          );
        default:
          throw new Unusable(400);
      }
    }
    if (next === 'enrolment') {
      const isApp = step === 'enrol-app';
      if (!isApp && step !== 'make-passkey') throw new Unusable(400);
      const enrolled = isApp
        ? await secondFactors.enrolTotp(account.user, signIn.totpSecret ?? newTotpSecret(), text('code'))
        : await passkeys.enrol(account.user, text('answer'), signIn.challenge ?? '');
      if (!enrolled) return { signIn, error: isApp ? 'wrongCode' : 'wrongPasskey' };
      const freshCodes = await secondFactors.newRecoveryCodes(account.user);
      const { user: enrolling, amr } = signIn;
      return {
        signIn: withAmr({ user: enrolling, amr, secondFactorShown: true, freshCodes }, isApp ? 'otp' : 'pop'),
      };
    }
    if (next === 'recovery-codes' && step === 'codes-kept') return { signIn: { ...signIn, freshCodes: undefined } };
    if (next === 'organisation' && step === 'organisation') {
      return { signIn: { ...signIn, organisationId: text('organisation') } };
    }
    throw new Unusable(400);
  }

  private async takePassword(user: string, password: string, address: string): Promise<Outcome> {
    const { accounts, attempts } = this.parts;
    const none: SignIn = { amr: [] };
    const inTime = (await attempts.begin('address', address)) && (await attempts.begin('account', user));
    if (!inTime) return { signIn: none, error: 'tooOften' };
    // as long as the longest password, however long what was sent
    if (!(await accounts.checkPassword(user, password.slice(0, 1024)))) return { signIn: none, error: 'wrong' };
    await attempts.succeeded('address', address);
    await attempts.succeeded('account', user);
    return { signIn: { user, amr: ['pwd'] } };
  }

  /** A try at a second factor: counted, so that its few digits cannot be guessed. */
  private async guarded(
    { user }: Account,
    error: keyof Texts,
    before: SignIn,
    check: () => Promise<SignIn | undefined>,
  ): Promise<Outcome> {
    const { attempts } = this.parts;
    if (!(await attempts.begin('second-factor', user))) return { signIn: before, error: 'tooOften' };
    const signIn = await check();
    if (!signIn) return { signIn: before, error };
    await attempts.succeeded('second-factor', user);
    return { signIn };
  }

  private async finish(
    { request, response }: Exchange,
    provider: Provider,
    { uid, params }: Interaction,
    { user, amr, secondFactorShown, organisationId }: SignIn,
    memberships: readonly Membership[],
  ): Promise<void> {
    const grant = new provider.Grant({ accountId: user!, clientId: String(params['client_id']) });
    grant.addOIDCScope('openid');
    const grantId = await grant.save();
    const chosen = memberships.find((one) => one.organisationId === organisationId) ?? memberships[0]!;
    await this.parts.memberships.choose(grantId, chosen.organisationId, sessionSeconds);
    await this.parts.signIns.remove(uid);
    await provider.interactionFinished(
      request,
      response,
      {
        login: {
          accountId: user!,
          // invented people show no second factor, and can try what needs one all the same
          acr: secondFactorAcr,
          amr: [...amr, ...(secondFactorShown ? ['mfa'] : [])],
          // the cookie goes with the browser: offices share computers
          remember: false,
        },
        consent: { grantId },
      },
      { mergeWithLastSubmission: false },
    );
  }

  private async show(
    step: Exclude<Step, 'done'>,
    of: {
      readonly exchange: Exchange;
      readonly interaction: Interaction;
      readonly signIn: SignIn;
      readonly account: Account | undefined;
      readonly memberships: readonly Membership[];
      readonly error: keyof Texts | undefined;
    },
  ): Promise<void> {
    const { exchange, interaction, signIn, account, memberships } = of;
    const { texts } = exchange;
    const { passkeys } = this.parts;
    const error = of.error && texts[of.error];
    const shown = (title: string, body: string, script = true): void =>
      exchange.show({ title, body, script, ...(error ? { error } : {}) }, error ? 422 : 200);
    const invalid: Record<string, string> = error ? { 'aria-invalid': 'true', 'aria-describedby': 'error' } : {};
    switch (step) {
      case 'password':
        return shown(
          texts.signIn,
          form(
            'password',
            field(texts.userName, 'user', {
              autocomplete: 'username',
              autocapitalize: 'none',
              maxlength: '100',
              autofocus: '',
              ...invalid,
            }) + field(texts.password, 'password', { type: 'password', autocomplete: 'current-password', ...invalid }),
            texts.next,
          ),
        );
      case 'second-factor': {
        const { user, hasTotp, passkeys: count, recoveryCodes } = account!;
        const asked = count > 0 && passkeys.possible ? await passkeys.askToShow(user) : undefined;
        await this.keep(interaction, { ...signIn, ...(asked ? { challenge: asked.challenge } : {}) });
        const recovery = `<details><summary>${escaped(texts.useRecovery)}</summary>${form(
          'recovery-code',
          `<p><label for="recovery">${escaped(texts.recoveryCode)}</label><input id="recovery" name="code" autocomplete="off" autocapitalize="characters" maxlength="30" required></p>`,
          texts.next,
          true,
        )}</details>`;
        return shown(
          texts.secondFactor,
          (hasTotp ? form('code', codeField(texts, { autofocus: '' }), texts.next) : '') +
            (asked ? passkeyForm('show-passkey', asked.options, texts.usePasskey) : '') +
            (recoveryCodes > 0 ? recovery : ''),
        );
      }
      case 'enrolment': {
        const totpSecret = signIn.totpSecret ?? newTotpSecret();
        const { html, challenge } = await enrolmentForms(account!.user, totpSecret, passkeys, texts);
        await this.keep(interaction, { ...signIn, totpSecret, ...(challenge ? { challenge } : {}) });
        return shown(texts.enrolTitle, `<p>${escaped(texts.enrolWhy)}</p>${html}`);
      }
      case 'recovery-codes':
        return shown(
          texts.codesTitle,
          codesList(signIn.freshCodes ?? [], texts) + form('codes-kept', '', texts.codesKept),
        );
      case 'no-organisation':
        return shown(texts.nobodyTitle, `<p>${escaped(texts.nobody)}</p>`);
      case 'organisation': {
        const choices = await Promise.all(
          memberships.map(
            async ({ organisationId }) =>
              `<li><form method="post"><input type="hidden" name="step" value="organisation"><button class="second" name="organisation" value="${organisationId}">${escaped(
                await this.parts.memberships.nameOf(organisationId),
              )}</button></form></li>`,
          ),
        );
        return shown(texts.organisationTitle, `<ul class="plain">${choices.join('')}</ul>`);
      }
      default:
        return step satisfies never;
    }
  }
}

const withAmr = (signIn: SignIn, method: string): SignIn => ({ ...signIn, amr: [...signIn.amr, method] });

/**
 * Where somebody else was signed in with this browser, their session ends, and the sign-in goes on without it. The
 * provider would send a page with a script within it, which our policy does not run.
 */
async function endSessionOfAnother(provider: Provider, interaction: Interaction, user: string): Promise<void> {
  const { session, exp } = interaction;
  if (session === undefined || session.accountId === user) return;
  const theirs = await provider.Session.findByUid(session.uid);
  await theirs?.destroy();
  delete interaction.session;
  await interaction.save(exp - Math.floor(Date.now() / 1000));
}
