/** The kinds of problem the API answers with, and their HTTP status (design section 7). The name is the stable `type`. */
export const problemStatus = {
  'malformed-request': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'wrong-state': 409,
  'legal-hold': 409,
  stale: 412,
  'too-large': 413,
  'wrong-content-type': 415,
  'against-a-rule': 422,
  'key-reused': 422,
  'too-many-requests': 429,
  'internal-error': 500,
  'not-ready': 503,
} as const;
export type ProblemType = keyof typeof problemStatus;

/** One field that is wrong: a JSON pointer (RFC 6901) and what is wrong with it, never its value. */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** A problem on its way to the caller as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly type: ProblemType,
    readonly detail: string,
    readonly errors: readonly FieldProblem[] = [],
    /** Members beside the standard ones, and headers, where a type has them. */
    readonly extra: {
      readonly members?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.name = 'Problem';
  }

  get status(): number {
    return problemStatus[this.type];
  }
}

/** The one answer to whoever asks for what is not there, or not there for them: the two must not be told apart. */
export const nothingHere = (): Problem => new Problem('not-found', 'There is nothing at this address for you.');
