import { lastTouched } from './activity.js';
import { ApiProblem, problemOf } from './problem.js';

const base = '/api/v1';
/** A page that nobody has touched for so long asks, or sends what waits, by itself, in ms: that keeps no session alive. */
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
  // the stream tells of what others wrote before us when we have written already
  if (position === undefined || Number(next) > Number(position)) position = next;
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
  const { data, headers: said } = await exchange(`${path}${query(parameters)}`, {
    headers,
    ...(signal ? { signal } : {}),
  });
  return {
    data: data as T,
    etag: said.get('etag') ?? undefined,
    incomplete: Number(said.get('tirek-incomplete') ?? 0),
    stale: said.get('tirek-stale') === 'true',
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
  const { data, headers } = await exchange(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
      ...(csrfToken ? { 'tirek-csrf': csrfToken } : {}),
      ...(ifMatch ? { 'if-match': ifMatch } : {}),
    },
    body: JSON.stringify(body),
  });
  const reached = headers.get('tirek-position');
  if (reached !== null) readAfter(reached);
  return data as T;
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
  return ask(`${path}${query(parameters)}`, {}, async (response, heard) => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let got = 0;
    for (const reader = response.body!.getReader(); ;) {
      const { done, value } = await reader.read();
      heard();
      if (done) return new Blob(parts, { type: response.headers.get('content-type') ?? '' });
      parts.push(value);
      onProgress((got += value.length));
    }
  });
}

/** Asks for something in JSON. */
const exchange = (path: string, init: RequestInit): Promise<{ readonly data: unknown; readonly headers: Headers }> =>
  ask(path, init, async (response) => {
    const text = await response.text();
    try {
      return { data: text === '' ? undefined : JSON.parse(text), headers: response.headers };
    } catch {
      // the page of something in between, which says that all is well
      throw new ApiProblem('unknown', response.status);
    }
  });

/** Writes something, also when this page is gone by then. Nobody learns what became of it. */
export function sendAtLast(path: string): void {
  if (csrfToken === undefined) return;
  const headers = { 'content-type': 'application/json', 'tirek-csrf': csrfToken };
  // without network it fails, and there is nobody to tell
  void fetch(`${base}${path}`, { method: 'POST', headers, body: '{}', keepalive: true }).catch(() => undefined);
}

/** Asks, and has what comes read; `heard` says that there is more to wait for. A silence of `patience` ends either. */
async function ask<T>(
  path: string,
  init: RequestInit,
  read: (response: Response, heard: () => void) => Promise<T>,
): Promise<T> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), patience);
  };
  heard();
  try {
    const signal = init.signal ? AbortSignal.any([init.signal, silence.signal]) : silence.signal;
    const headers = new Headers(init.headers);
    if (Date.now() - lastTouched() > byItself) headers.set('tirek-background', '1');
    const response = await fetch(`${base}${path}`, {
      ...init,
      headers,
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
    });
    heard();
    if (!response.ok) throw await problemOf(response);
    return await read(response, heard);
  } catch (error) {
    if (error instanceof ApiProblem || init.signal?.aborted) throw error;
    throw new ApiProblem('no-network', 0);
  } finally {
    clearTimeout(timer);
  }
}

function query(parameters: Parameters): string {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`;
}
