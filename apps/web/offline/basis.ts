import type { CaseAnswer } from '../api/answers.js';

/** What a form was begun upon: a revision of its case, and what its writer goes by. */
export interface Basis {
  readonly ifMatch: string | undefined;
  /** Parts of the case as they stood, as JSON; empty: there was none. */
  readonly goesBy: Readonly<Record<string, string>>;
}

const textOf = (part: unknown): string => JSON.stringify(part) ?? '';

/** What a form that is opened now is begun upon. `parts`: what else happens to the case meanwhile is no conflict. */
export const basisOf = (file: CaseAnswer, etag: string | undefined, parts: readonly (keyof CaseAnswer)[]): Basis => ({
  ifMatch: etag,
  goesBy: Object.fromEntries(parts.map((part) => [part, textOf(file[part])])),
});

/** Whether everything that a writer went by still stands in a case as it did. */
export const standsAs = (goesBy: Basis['goesBy'], file: CaseAnswer): boolean =>
  Object.entries(goesBy).every(([part, text]) => textOf(file[part as keyof CaseAnswer]) === text);
