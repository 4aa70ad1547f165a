/** The pillars of the mechanism, which run beside one another; `Protection` is what guards her and her data. */
export const pillars = ['Identification', 'Support', 'Inclusion', 'Justice', 'Protection'] as const;
export type Pillar = (typeof pillars)[number];

const byBeginning: readonly (readonly [RegExp, Pillar])[] = [
  [/^(Identification|Status|Case(Assigned)|Child)/, 'Identification'],
  [/^(Referral|Handover|SecondOpinion|Assistance|Service|Counselling|Health)/, 'Support'],
  [/^(Rehabilitation|Goal|FollowUp|Case(Closed|Reopened))/, 'Inclusion'],
  [/^(Proceeding|Charge)/, 'Justice'],
];

/** To which pillar an event belongs, by its type. */
export const pillarOf = (type: string): Pillar =>
  byBeginning.find(([beginning]) => beginning.test(type))?.[1] ?? 'Protection';
