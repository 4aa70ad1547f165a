import { createHash } from 'node:crypto';

const style = `
  body { font: 12pt/1.4 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff; }
  h1 { font-size: 1.5em; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border: 1px solid #777; padding: 0.3em 0.5em; text-align: left; vertical-align: top; }
  dl { margin: 0; }
  dt { font-weight: bold; }
  dd { margin: 0 0 0.3em 1em; white-space: pre-wrap; }
  .safe { border: 2px solid #000; padding: 0.5em; font-weight: bold; }
  .small { font-size: 0.8em; }
  @media print { body { margin: 0; max-width: none; } thead { display: table-header-group; } tr { break-inside: avoid; } }
`;

/** The Content-Security-Policy of a printable page: its own style, and nothing else. */
export const printablePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page to print, without a script. `body` is HTML: what people typed has gone through `escapeHtml`. */
export const printablePage = (language: string, title: string, body: readonly string[]): string => `<!doctype html>
<html lang="${language}" translate="no">
<head>
<meta charset="utf-8">
<meta name="google" content="notranslate">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body.filter((part) => part !== '').join('\n')}
</body>
</html>
`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML, in which nothing acts. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);
