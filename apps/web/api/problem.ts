import type { FieldProblem, ProblemType } from '../../../libs/kernel/problem.js';

/** Beside those of the API: the network did not answer, or something in between did. */
export type ProblemKind = ProblemType | 'no-network' | 'unknown';

/** An answer of the API that is a problem (RFC 9457), or that there was none. */
export class ApiProblem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly status: number,
    /** Which fields are wrong: a JSON pointer into what was sent, and why. */
    readonly errors: readonly FieldProblem[] = [],
    /** Everything else it says: of a 412 the events since, of a 429 the seconds to wait. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(kind);
    this.name = 'ApiProblem';
  }

  /** Why, in a sentence for programs: `useProblemText` has the words for people. */
  get detail(): string {
    const { detail } = this.members;
    return typeof detail === 'string' ? detail : '';
  }

  /** Sent again later, unchanged, it may pass. */
  get passes(): boolean {
    return this.kind === 'no-network' || this.kind === 'too-many-requests' || this.status >= 500;
  }
}

const prefix = 'urn:tirek:problem:';

/** What an answer that is no success says. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  const body = response.headers.get('content-type')?.includes('json') === true ? parsed(text) : {};
  const { type, errors, ...members } = body;
  const kind =
    typeof type === 'string' && type.startsWith(prefix) ? (type.slice(prefix.length) as ProblemType) : 'unknown';
  return new ApiProblem(kind, response.status, Array.isArray(errors) ? (errors as FieldProblem[]) : [], {
    ...members,
    retryAfter: Number(response.headers.get('retry-after') ?? 0),
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // a proxy's page, say: the status is all that is known
    return {};
  }
}
