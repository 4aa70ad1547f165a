/** The offences of the country packs' articles, as codes. */
export const offences = [
  'TraffickingInPersons',
  'TraffickingInChildren',
  'SlaveLabour',
  'RecruitmentForExploitation',
  'ForcedProstitution',
  'OrganisingProstitution',
  'PornographyOfMinors',
  'AbductionForMarriage',
  'MarriageOfMinor',
] as const;
export type Offence = (typeof offences)[number];

/** An article of a criminal code. */
export interface Article {
  /** Its number, like 166 or 130.1. */
  readonly article: string;
  readonly offence: Offence;
  /** Local dates from and until which it was in force; absent: since before anybody asks, or still. */
  readonly from?: string;
  readonly until?: string;
}
