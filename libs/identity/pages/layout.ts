import { languageNames, languages, textsIn, type Language } from './texts.js';

/** Text for a place in HTML, also in an attribute in double quotes. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What a page consists of. `title` is text, `body` is HTML. */
export interface PageParts {
  readonly language: Language;
  readonly title: string;
  readonly body: string;
  /** What is wrong with what was sent, in words: shown first, and read out first. */
  readonly error?: string;
  /** Says on the page that it is a demonstration. */
  readonly demonstration: boolean;
  /** Loads the script for errors and passkeys. */
  readonly script?: boolean;
  /** Without the choice of a language, where the address cannot be asked for again. */
  readonly isFinal?: boolean;
}

/** A whole page of the provider. Works without a script, on a narrow screen, with a keyboard and a screen reader. */
export function page({ language, title, body, error, demonstration, script, isFinal }: PageParts): string {
  const texts = textsIn(language);
  const others = languages.map((one) =>
    one === language
      ? `<li aria-current="true">${languageNames[one]}</li>`
      : `<li><a href="?lang=${one}" lang="${one}" hreflang="${one}">${languageNames[one]}</a></li>`,
  );
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${error ? `${escaped(texts.errorTitle)}: ` : ''}${escaped(title)} – Tirek</title>
<link rel="stylesheet" href="/identity/assets/style.css">
${script ? '<script src="/identity/assets/passkey.js" defer></script>' : ''}
</head>
<body>
<header>
<strong>Tirek</strong>
${isFinal ? '' : `<nav aria-label="${escaped(texts.language)}"><ul>${others.join('')}</ul></nav>`}
</header>
${demonstration ? `<p class="demonstration">${escaped(texts.demonstration)}</p>` : ''}
<main>
<h1>${escaped(title)}</h1>
${error ? `<div class="error" role="alert" tabindex="-1" id="error"><h2>${escaped(texts.errorTitle)}</h2><p>${escaped(error)}</p></div>` : ''}
${body}
</main>
</body>
</html>
`;
}

/** An input with its label, in a paragraph of its own. */
export function field(
  label: string,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  hint?: string,
): string {
  const all = { id: name, name, required: '', ...attributes, ...(hint ? { 'aria-describedby': `${name}-hint` } : {}) };
  const written = Object.entries(all).map(([key, value]) => `${key}="${escaped(value)}"`);
  return `<p><label for="${name}">${escaped(label)}</label>${
    hint ? `<span class="hint" id="${name}-hint">${escaped(hint)}</span>` : ''
  }<input ${written.join(' ')}></p>`;
}

/** A link to the start page. */
export const backLink = (text: string): string => `<p><a href="/">${escaped(text)}</a></p>`;

/** A form that sends a step to the page it stands on. */
export const form = (step: string, inner: string, button: string, second = false): string =>
  `<form method="post"><input type="hidden" name="step" value="${step}">${inner}<p class="buttons"><button type="submit"${
    second ? ' class="second"' : ''
  }>${escaped(button)}</button></p></form>`;

/** A form that asks the browser for a passkey first: the script fills in the answer. */
export const passkeyForm = (step: 'make-passkey' | 'show-passkey', options: object, button: string): string =>
  `<form method="post" class="passkey" data-passkey="${step}" data-options="${escaped(JSON.stringify(options))}" hidden><input type="hidden" name="step" value="${step}"><input type="hidden" name="answer"><p class="buttons"><button type="submit" class="second">${escaped(button)}</button></p></form>`;
