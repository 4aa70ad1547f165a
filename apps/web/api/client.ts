import { lastTouched } from './activity.js';
import { ApiProblem, problemOf } from './problem.js';

const base = '/api/v1';
/** A page that nobody has touched for so long asks by itself, in ms: that keeps no session alive. */
const byItself = 60_000;

/** A network that does not answer for so long is none, in ms. */
const patience = 30_000;

/** What a request with the session of this browser has to bring; known once the session is. */
let csrfToken: string | undefined;
/** The newest position that an answer to a write of ours named: lists wait until they know of it. */
let position: string | undefined;

/** Says what the writes of this session bring (`GET /session`). */
export function writeWith(token: string | undefined): void {
  csrfToken = token;
}

/** Later reads wait until they know of this position: after a write, or a notice of the live stream. */
export function readAfter(next: string): void {
  position = next;
}

/** An answer, with what its headers say of it. */
export interface Answer<T> {
  readonly data: T;
  /** The revision, for `If-Match` of a later write. */
  readonly etag: string | undefined;
  /** So many events this read model could not take in: the answer may lack something. */
  readonly incomplete: number;
  /** It does not know of our last write yet. */
  readonly stale: boolean;
}

export type Parameters = Readonly<Record<string, string | number | boolean | undefined | null>>;

/** Asks for something. Throws ApiProblem. */
export async function get<T>(
  path: string,
  { parameters = {}, signal }: { parameters?: Parameters; signal?: AbortSignal } = {},
): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (position !== undefined) Object.assign(headers, { 'tirek-after': position, prefer: 'wait=2' });
  if (Date.now() - lastTouched() > byItself) headers['tirek-background'] = '1';
  const response = await ask(`${path}${query(parameters)}`, { headers, ...(signal ? { signal } : {}) });
  return {
    data: (await response.json()) as T,
    etag: response.headers.get('etag') ?? undefined,
    incomplete: Number(response.headers.get('tirek-incomplete') ?? 0),
    stale: response.headers.get('tirek-stale') === 'true',
  };
}

/** Something to write: sent again under the same key it is stored once. */
export interface Write {
  readonly path: string;
  readonly body: unknown;
  readonly idempotencyKey: string;
  /** The revision it was made upon; another one meanwhile: 412. */
  readonly ifMatch?: string | undefined;
}

/** Writes something. Throws ApiProblem. */
export async function send<T>({ path, body, idempotencyKey, ifMatch }: Write): Promise<T> {
  const response = await ask(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
      ...(csrfToken ? { 'tirek-csrf': csrfToken } : {}),
      ...(ifMatch ? { 'if-match': ifMatch } : {}),
    },
    body: JSON.stringify(body),
  });
  const reached = response.headers.get('tirek-position');
  if (reached !== null) readAfter(reached);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Sends a file as it is, with progress in bytes. Throws ApiProblem. */
export function upload<T>(
  path: string,
  file: File,
  idempotencyKey: string,
  onProgress: (sent: number) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    // fetch tells nobody how far an upload is
    const request = new XMLHttpRequest();
    request.open('POST', `${base}${path}`);
    request.setRequestHeader('content-type', 'text/csv');
    request.setRequestHeader('idempotency-key', idempotencyKey);
    if (csrfToken) request.setRequestHeader('tirek-csrf', csrfToken);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('error', () => reject(new ApiProblem('no-network', 0)));
    request.addEventListener('load', () => {
      const answer = new Response(request.responseText, {
        status: request.status,
        headers: { 'content-type': request.getResponseHeader('content-type') ?? '' },
      });
      if (request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else void problemOf(answer).then(reject, reject);
    });
    request.send(file);
  });
}

/** Fetches a file, with progress in bytes. Throws ApiProblem, also when it breaks off. */
export async function download(path: string, parameters: Parameters, onProgress: (got: number) => void): Promise<Blob> {
  const response = await ask(`${path}${query(parameters)}`, {});
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let got = 0;
  try {
    for (const reader = response.body!.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts, { type: response.headers.get('content-type') ?? '' });
      parts.push(value);
      onProgress((got += value.length));
    }
  } catch {
    throw new ApiProblem('no-network', 0);
  }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), patience);
  try {
    const signal = init.signal ? AbortSignal.any([init.signal, silence.signal]) : silence.signal;
    response = await fetch(`${base}${path}`, { ...init, signal, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiProblem('no-network', 0);
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

function query(parameters: Parameters): string {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`;
}
