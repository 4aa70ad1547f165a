import { type Exchange, Unusable } from './exchange.js';
import type { Invitation, Invitations } from './invitations.js';
import { passwordProblem } from './password-rules.js';
import { backLink, escaped, field, form } from './pages/layout.js';
import type { Texts } from './pages/texts.js';

/** Where somebody goes to sign in. */
const signInPath = '/api/v1/session/sign-in';

/** The page behind an invitation: sets the password of an account. */
export class InvitationPages {
  /** `afterRecovery`: told whose account was taken back. */
  constructor(
    private readonly invitations: Invitations,
    private readonly afterRecovery: (user: string) => Promise<void>,
  ) {}

  async answer(exchange: Exchange): Promise<void> {
    const { texts, path } = exchange;
    const token = path.split('/')[2] ?? '';
    const sent = await exchange.form();
    const invitation = await this.invitations.find(token);
    if (!invitation) return gone(exchange);
    if (!sent) return ask(exchange, invitation);
    if (sent.get('step') !== 'password') throw new Unusable(400);
    const password = sent.get('password') ?? '';
    const problem =
      passwordProblem(password, invitation.user) ?? (password === sent.get('again') ? undefined : 'differ');
    if (problem) return ask(exchange, invitation, problem);
    const redeemed = await this.invitations.redeem(token, password);
    if (!redeemed) return gone(exchange);
    if (redeemed.recovers) await this.afterRecovery(redeemed.user);
    exchange.show({
      title: texts.invitationTitle,
      body: `<p>${escaped(texts.invitationDone)}</p><p><a href="${signInPath}">${escaped(texts.signIn)}</a></p>`,
    });
  }
}

function gone(exchange: Exchange): void {
  const { texts } = exchange;
  exchange.show({ title: texts.failedTitle, body: `<p>${escaped(texts.gone)}</p>${backLink(texts.back)}` }, 404);
}

function ask(exchange: Exchange, { user, recovers }: Invitation, problem?: keyof Texts): void {
  const { texts } = exchange;
  const isNew = { type: 'password', autocomplete: 'new-password', ...(problem ? { 'aria-invalid': 'true' } : {}) };
  const body =
    (recovers ? `<p>${escaped(texts.invitationRecovers)}</p>` : '') +
    form(
      'password',
      `<p><label for="user">${escaped(texts.userName)}</label><input id="user" autocomplete="username" value="${escaped(user)}" readonly></p>` +
        field(texts.newPassword, 'password', isNew, texts.passwordRule) +
        field(texts.again, 'again', isNew),
      texts.next,
    );
  exchange.show(
    { title: texts.invitationTitle, body, script: true, ...(problem ? { error: texts[problem] } : {}) },
    problem ? 422 : 200,
  );
}
