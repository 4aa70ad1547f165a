import type { FieldErrors } from '../components/error-summary.js';

/** A goal of a plan as it is filled in. */
export interface GoalValues {
  readonly goalId: string;
  /** The service of assistance, the right of rehabilitation. */
  readonly kind: string;
  readonly description: string;
}

/** The goals that are not filled in, by field. */
export const missingIn = (goals: readonly GoalValues[], text: string): FieldErrors =>
  Object.fromEntries(
    goals.flatMap(({ kind, description }, index) => [
      ...(kind === '' ? [[`goals.${index}.kind`, text]] : []),
      ...(description.trim() === '' ? [[`goals.${index}.description`, text]] : []),
    ]),
  );
