import { ApiProblem, type ProblemKind } from '../api/problem.js';
import type { Write } from '../api/client.js';
import type { CodeList } from '../i18n/index.js';
import type offline from '../i18n/messages/en/offline.json';
import type { Basis } from './basis.js';

type Kind = keyof (typeof offline)['kind'];

/** What an entry is, a key of the namespace `offline`: `kind.correction`. */
export type EntryKind = `kind.${Kind}`;

/** Its last part: `correction`. */
export const lastPartOf = (kind: EntryKind): Kind => kind.slice('kind.'.length) as Kind;

/** One answer of a form, in words, to be read by who entered it. */
export interface EnteredRow {
  readonly label: string;
  readonly value: string;
  /** Of a correction: what stood there when it was entered, in words. */
  readonly before?: string;
  /** Of a correction: the API's name of the field, and its code list if it has one. */
  readonly field?: string;
  readonly list?: CodeList;
}

/** What was typed into a form, and what it was begun with. */
export interface Typed<V = unknown> {
  readonly values: V;
  readonly initial: V;
  /** Absent: it is written upon no revision. */
  readonly basis?: Basis;
}

/** A write of a form. */
export interface Entered extends Omit<Write, 'idempotencyKey'> {
  readonly idempotencyKey?: string;
  readonly kind: EntryKind;
  readonly summary: readonly EnteredRow[];
  /** Of a write upon a revision: what its writer goes by. Absent: whatever happened meanwhile is a conflict. */
  readonly goesBy?: Basis['goesBy'];
  /** What is sent right after it and belongs to it: the consent of somebody who was logged. */
  readonly followedBy?: readonly Follower[];
  /** What belongs together is sent in order; mostly a case, by its id. */
  readonly chain?: string;
  /** Where it can be changed: the address of its form, the name of its draft, and what was typed. */
  readonly form?: { readonly address: string; readonly draft: string; readonly typed: Typed };
}

/** What belongs to an entry, with a key that it keeps. */
export interface Follower extends Omit<Entered, 'idempotencyKey' | 'followedBy' | 'chain'> {
  readonly idempotencyKey: string;
}

/** What the API said against an entry, as it is kept with it. */
export type KeptProblem = Pick<ApiProblem, 'status' | 'errors' | 'members'> & { readonly kind: ProblemKind };

/** What is sealed of an entry. */
export interface Content extends Entered {
  readonly idempotencyKey: string;
  /** When it was entered, ISO 8601. */
  readonly enteredAt: string;
  readonly problem?: KeptProblem;
}

/** What is left of an entry when its first part is stored; undefined: nothing. */
export function restOf({ followedBy = [], chain, enteredAt }: Content): Content | undefined {
  const [next, ...others] = followedBy;
  if (next === undefined) return undefined;
  return {
    ...next,
    enteredAt,
    ...(chain === undefined ? {} : { chain }),
    ...(others.length === 0 ? {} : { followedBy: others }),
  };
}

/**
 * `Unseen`: it was written while nobody was signed in, perhaps by somebody else; it is sent when its user has looked at it.
 * `Conflict`: something happened to its case meanwhile. `Refused`: the API does not take it as it is.
 */
export type EntryState = 'Waiting' | 'Unseen' | 'Conflict' | 'Refused';

/** An entry that waits on this device, opened. */
export interface Entry {
  readonly id: number;
  readonly state: EntryState;
  readonly content: Content;
}

/** The problem of an entry, to be shown as any other. */
export const problemOfEntry = ({ kind, status, errors, members }: KeptProblem): ApiProblem =>
  new ApiProblem(kind, status, errors, members);

/**
 * What becomes of an entry after a problem. `NoWay`: nothing passes now. `NotYet`: it does not, others may.
 * `SignIn`: it waits until who entered it signs in.
 */
export type Verdict = 'NoWay' | 'NotYet' | 'SignIn' | Exclude<EntryState, 'Waiting' | 'Unseen'>;

/** Judges a problem that sending an entry ended with. */
export function verdictOn({ kind, status, errors }: ApiProblem): Verdict {
  switch (kind) {
    case 'no-network':
    case 'too-many-requests':
    case 'not-ready':
    // not our API: something in between answered
    case 'unknown':
      return 'NoWay';
    case 'not-signed-in':
      return 'SignIn';
    case 'stale':
      return 'Conflict';
    case 'not-allowed':
      // somebody signed in anew in another tab: the token of this page is of a session that has ended
      return errors.some(({ pointer }) => pointer === '/headers/tirek-csrf') ? 'SignIn' : 'Refused';
    default:
      return status >= 500 ? 'NotYet' : 'Refused';
  }
}

/** An entry with what was said against it; of several conflicts everything that happened since it was entered is kept. */
export function against(content: Content, { kind, status, errors, members }: ApiProblem): Content {
  const since = [...listOf(content.problem?.members['since']), ...listOf(members['since'])];
  return {
    ...content,
    problem: { kind, status, errors, members: since.length > 0 ? { ...members, since } : members },
  };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
