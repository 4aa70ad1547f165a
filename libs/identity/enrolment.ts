import { toString as qrCode } from 'qrcode';
import type { Passkeys } from './passkeys.js';
import { field, form, escaped, passkeyForm } from './pages/layout.js';
import type { Texts } from './pages/texts.js';
import { totpUri } from './second-factors.js';

/** The forms by which an app or a passkey is taken on, as HTML, and the challenge that a passkey must answer. */
export async function enrolmentForms(
  user: string,
  totpSecret: string,
  passkeys: Passkeys,
  texts: Texts,
): Promise<{ readonly html: string; readonly challenge?: string }> {
  const square = await qrCode(totpUri(totpSecret, user), { type: 'svg', margin: 1 });
  const app = `<h2>${escaped(texts.enrolApp)}</h2><p>${escaped(texts.enrolAppHow)}</p>
<div class="square">${square}</div><p><code>${totpSecret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></p>
${form('enrol-app', codeField(texts), texts.next)}`;
  if (!passkeys.possible) return { html: app };
  const { challenge, options } = await passkeys.askToMake(user);
  const passkey = `<h2>${escaped(texts.enrolPasskey)}</h2><p>${escaped(texts.enrolPasskeyHow)}</p>
${passkeyForm('make-passkey', options, texts.makePasskey)}`;
  return { html: `${app}${passkey}`, challenge };
}

/** The input for the code of an authenticator app. */
export const codeField = (texts: Texts, attributes: Readonly<Record<string, string>> = {}): string =>
  field(
    texts.code,
    'code',
    { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: '10', ...attributes },
    texts.codeHint,
  );

/** Recovery codes, to be written down. */
export const codesList = (codes: readonly string[], texts: Texts): string =>
  `<p>${escaped(texts.codesWhy)}</p><ol class="codes">${codes.map((code) => `<li>${code}</li>`).join('')}</ol>`;
