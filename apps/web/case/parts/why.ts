/** The rules of the disclosure policy that hide or mask something from somebody with a part in a case: each has words. */
export const explainedRules = [
  'notes-stay',
  'no-way-to-the-shelter',
  'help-without-content',
  'decides-on-her-account',
  'no-criminal-file-for-helpers',
  'decided',
  'supervision',
  'own-counselling-notes',
  'second-factor',
  'nothing-allows',
] as const;
export type ExplainedRule = (typeof explainedRules)[number];

/** Whether a rule has words; of others the page says what of all of them is true. */
export const isExplained = (rule: string): rule is ExplainedRule => explainedRules.some((one) => one === rule);
