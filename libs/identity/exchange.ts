import type { IncomingMessage, ServerResponse } from 'node:http';
import { page, type PageParts } from './pages/layout.js';
import { languageCookie, type Language, languageOf, languages, textsIn, type Texts } from './pages/texts.js';

/** A form is small; a passkey with its attestation is the longest thing in one. In bytes. */
const longestForm = 64 * 1024;

/** The request cannot be used; the status says why, and nothing of it is repeated. */
export class Unusable extends Error {
  override readonly name = 'Unusable';

  constructor(readonly status: 400 | 403 | 404 | 405 | 413) {
    super(`not usable: ${status}`);
  }
}

/** A request for one of the pages, and its answer. */
export class Exchange {
  readonly language: Language;
  readonly texts: Texts;
  readonly path: string;
  private readonly query: URLSearchParams;

  /** `address`: where the request came from. `path`: below the mount. */
  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    readonly address: string,
    private readonly of: { readonly publicUrl: string; readonly demonstration: boolean },
  ) {
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    this.path = path;
    this.query = new URLSearchParams(query);
    this.language = languageOf(request.headers.cookie, request.headers['accept-language']);
    this.texts = textsIn(this.language);
  }

  /** Keeps the language that was asked for and shows the page again; false: none was. */
  switchLanguage(): boolean {
    const wanted = this.query.get('lang');
    if (this.request.method !== 'GET' || wanted === null) return false;
    const language = languages.find((one) => one === wanted);
    if (!language) throw new Unusable(400);
    const secure = this.of.publicUrl.startsWith('https:') ? '; Secure' : '';
    this.response.setHeader(
      'set-cookie',
      `${languageCookie}=${language}; Path=/identity; Max-Age=31536000; HttpOnly; SameSite=Lax${secure}`,
    );
    this.redirect(`/identity${this.path}`);
    return true;
  }

  /**
   * The fields of the form that was sent; undefined for a GET. Only a page of ours may send one: browsers name the origin
   * of every form (Fetch, 3.1), and what names none is no browser. Throws Unusable.
   */
  async form(): Promise<URLSearchParams | undefined> {
    const { method, headers } = this.request;
    if (method === 'GET' || method === 'HEAD') return undefined;
    if (method !== 'POST') throw new Unusable(405);
    if (headers.origin !== this.of.publicUrl) throw new Unusable(403);
    if (headers['content-type']?.split(';')[0] !== 'application/x-www-form-urlencoded') throw new Unusable(400);
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of this.request as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > longestForm) throw new Unusable(413);
      parts.push(part);
    }
    const sent = new URLSearchParams(Buffer.concat(parts).toString());
    // PostgreSQL has no text with such a character
    if ([...sent.values()].some((value) => value.includes('\0'))) throw new Unusable(400);
    return sent;
  }

  show(parts: Pick<PageParts, 'title' | 'body' | 'error' | 'script'>, status = 200): void {
    this.response.statusCode = status;
    this.response.setHeader('content-type', 'text/html; charset=utf-8');
    this.response.end(page({ ...parts, language: this.language, demonstration: this.of.demonstration }));
  }

  redirect(to: string): void {
    this.response.statusCode = 303;
    this.response.setHeader('location', to);
    this.response.end();
  }
}
