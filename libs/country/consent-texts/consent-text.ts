/**
 * What a person has to be told before she agrees: the seven questions that HTCDS 2.0 asks of a consent (IOM,
 * con_Consent): she agrees to the talk; what for; how it is and may be used; figures without a name; her right to see it;
 * how long it is kept; how she takes it back.
 */
export const consentPoints = ['Interview', 'Purpose', 'Use', 'Statistics', 'Access', 'Storage', 'Withdrawal'] as const;
export type ConsentPoint = (typeof consentPoints)[number];

/** A text in one language, for every purpose of a consent. */
export interface ConsentWords {
  readonly title: string;
  /** By the purpose of the consent: what she agrees to. */
  readonly purposes: Readonly<Record<string, string>>;
  readonly points: Readonly<Record<ConsentPoint, string>>;
}

/** What is read to a person before she agrees. */
export interface ConsentText {
  readonly version: string;
  readonly purpose: string;
  /** BCP 47, its language alone. */
  readonly language: string;
  readonly title: string;
  /** What she agrees to. */
  readonly agreement: string;
  readonly points: readonly { readonly point: ConsentPoint; readonly text: string }[];
  /** The lawyer and native speaker who checked it; undefined: nobody has. */
  readonly reviewedBy: string | undefined;
}
