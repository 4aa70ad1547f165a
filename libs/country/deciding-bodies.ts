/** Who decides on the status of a person, as codes. */
export const decidingBodies = ['LocalInteragencyCommission', 'InterministerialCommission', 'InternalAffairs'] as const;
export type DecidingBody = (typeof decidingBodies)[number];
