/** Ours: what the review of an opening in an emergency found. */
export const breakGlassOutcomes = ['Justified', 'NotJustified'] as const;
export type BreakGlassOutcome = (typeof breakGlassOutcomes)[number];

/** Hours an opening may last, at most. */
export const longestBreakGlassHours = 3;

/** How many openings of one user may wait for their review at a time. */
export const mostUnreviewed = 3;
