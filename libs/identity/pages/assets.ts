/** The style of all pages: the system's own typeface, readable in light and dark, nothing loaded from elsewhere. */
export const style = `
:root { color-scheme: light dark; --ink: #17202b; --paper: #ffffff; --soft: #eef1f5; --line: #6b7785; --strong: #0b5a6b; --on-strong: #ffffff; --bad: #a4161a; --bad-paper: #fdecec; --mark: #fff3cd; --on-mark: #4a3800; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --paper: #12171d; --soft: #1d252e; --line: #8b98a7; --strong: #7fd1e3; --on-strong: #06252c; --bad: #ffb4ab; --bad-paper: #3b1513; --mark: #4a3800; --on-mark: #fff3cd; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--soft); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: center; max-width: 34rem; margin: 0 auto; padding: 1rem; }
header strong { font-size: 1.25rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0; padding: 0; font-size: .9375rem; }
nav li[aria-current] { font-weight: 600; }
a { color: var(--strong); }
main { max-width: 34rem; margin: 0 auto 2rem; padding: 1.5rem; background: var(--paper); border-radius: .5rem; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1.125rem; }
label, .hint { display: block; }
label { font-weight: 600; }
.hint { font-size: .9375rem; }
input:not([type=hidden]) { width: 100%; margin-top: .25rem; padding: .6rem .75rem; font: inherit; color: inherit; background: var(--paper); border: 2px solid var(--line); border-radius: .25rem; }
button { min-height: 2.75rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600; color: var(--on-strong); background: var(--strong); border: 2px solid var(--strong); border-radius: .25rem; cursor: pointer; }
button.second { color: var(--strong); background: transparent; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px; }
.error { padding: .75rem 1rem; margin-bottom: 1rem; color: var(--bad); background: var(--bad-paper); border-left: .375rem solid var(--bad); }
.error h2, .error p { margin: 0; }
.demonstration { max-width: 34rem; margin: 0 auto 1rem; padding: .75rem 1rem; background: var(--mark); color: var(--on-mark); font-weight: 600; }
.square { width: 13rem; max-width: 100%; background: #ffffff; padding: .5rem; }
code, .codes { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.codes { columns: 2 12rem; padding-left: 2.5rem; }
ul.plain { list-style: none; padding: 0; }
`;

/** Puts the focus on what is wrong, and asks the browser for passkeys; where it knows none, their forms stay hidden. */
export const script = `
'use strict';
const error = document.getElementById('error');
if (error) error.focus();
const known = 'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential;
for (const form of document.querySelectorAll('form.passkey')) {
  if (!known) continue;
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const options = JSON.parse(form.dataset.options);
    let answer = '';
    try {
      const credential =
        form.dataset.passkey === 'make-passkey'
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      answer = JSON.stringify(credential.toJSON());
    } catch {
      // refused or broken off: the server says so in words
    }
    form.elements.namedItem('answer').value = answer;
    form.submit();
  });
}
`;
