import { Problem } from '#kernel';
import { etagOf, type CaseStanding } from './case-standing.js';

/**
 * Compares `If-Match` (RFC 9110, 13.1.1: `*`, or entity tags of which one must be the present one, strongly compared) with
 * a case as it stands. Undefined: it matches; otherwise the position of the last event that the caller has seen.
 * Throws a Problem when the header is malformed.
 */
export function staleSince(header: string, standing: CaseStanding): number | undefined {
  const tags = header.split(',').map((tag) => tag.trim());
  if (header.trim() === '*' || tags.includes(etagOf(standing))) return undefined;
  const seen = tags.map((tag) => Number(/^(?:W\/)?"(\d{1,15})"$/.exec(tag)?.[1] ?? NaN));
  if (!seen.some(Number.isNaN)) return Math.max(...seen);
  throw new Problem('malformed-request', 'The header If-Match must be * or the ETag of an earlier answer.', [
    { pointer: '/headers/if-match', detail: 'must be * or the ETag of an earlier answer' },
  ]);
}
