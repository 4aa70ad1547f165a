import { demonstrationKeyPair, demonstrationToken, demonstrationUsers } from '#access';
import type { Configuration } from '#configuration';
import { holderOfHome } from '#postgres';

/** What the command line cannot do, in one sentence for whoever typed it. */
export class CannotDo extends Error {}
/** The system does not answer at the moment. */
export class Away extends CannotDo {}
/** The system has no such thing. */
export class NotThere extends CannotDo {}

/** Where the API is, and the token to use it with. */
export interface Api {
  readonly url: string;
  readonly token: string;
}

/** A token of a demonstration user. Throws CannotDo where the data folder is no demonstration store, or nobody has this name. */
export async function tokenOf(user: string, { home }: Configuration): Promise<string> {
  const caller = demonstrationUsers.find((known) => known.user === user);
  if (!caller) {
    const names = demonstrationUsers.map((known) => known.user).join(', ');
    throw new CannotDo(`No demonstration user has this name; there are ${names}.`);
  }
  const pair = demonstrationKeyPair(home, false);
  if (!pair) {
    throw new CannotDo(
      `There is no demonstration store in ${home}: tokens of known users are made for one only. Start it with npm start, or name its folder in TIREK_HOME.`,
    );
  }
  return demonstrationToken(caller, pair.privateKey);
}

/** The API of the system that runs on the data folder (or of TIREK_URL), and a token of its administrator. */
export async function administration(configuration: Configuration): Promise<Api> {
  const url = process.env['TIREK_URL'] ?? holderOfHome(configuration.home)?.url;
  if (!url) throw new Away(`Tirek does not run on ${configuration.home}. Start it with npm start, then try again.`);
  const token = process.env['TIREK_TOKEN'] ?? (await tokenOf('admin', configuration));
  return { url: `${url.replace(/\/$/, '')}/api/v1`, token };
}

/**
 * A call of the API as the administrator. Throws Away when it is not answered, NotThere or else CannotDo with what the
 * problem document says.
 */
export async function callApi<T>(at: Api, path: string, init: RequestInit = {}): Promise<T> {
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(`${at.url}${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${at.token}` },
    });
    body = await answer.json();
  } catch (error) {
    throw new Away(`Tirek at ${at.url} does not answer.`, { cause: error });
  }
  if (answer.ok) return body as T;
  if (answer.status === 503) throw new Away(`Tirek at ${at.url} is not ready.`);
  const {
    title,
    detail,
    errors = [],
  } = body as { title?: string; detail?: string; errors?: { pointer: string; detail: string }[] };
  const Failure = answer.status === 404 ? NotThere : CannotDo;
  throw new Failure(
    [`${title ?? answer.status}: ${detail ?? ''}`, ...errors.map((e) => `  ${e.pointer} ${e.detail}`)].join('\n'),
  );
}
