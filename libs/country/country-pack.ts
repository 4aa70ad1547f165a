import type { DecidingBody } from './deciding-bodies.js';
import type { Article } from './offences.js';

/**
 * What differs from country to country: configuration, never a constant in code.
 * `verified: false` marks a pack whose legal sources nobody has checked against the text.
 */
export interface CountryPack {
  /** ISO 3166-1 alpha-2. */
  readonly code: 'KG' | 'TJ';
  readonly verified: boolean;
  readonly timeZone: string;
  /** ISO 3166-2 code -> name in English. */
  readonly regions: Readonly<Record<string, string>>;
  /** Hours in which a referral has to be answered when the sender names none. */
  readonly referralAnswerHours: number;
  /** Days in which a person is answered who asks for her data, or to have it put right. */
  readonly subjectRequestDays: number;
  /** Years after its closing for which what is known of the person of a case is kept. */
  readonly retentionYears: number;
  /** The laws that an erasure can rest on, as codes; the first where it comes with the end of the retention. */
  readonly erasureGrounds: readonly [string, ...string[]];
  /** Who decides on the status of a person. */
  readonly decidingBodies: readonly DecidingBody[];
  /** The articles that proceedings are under, of every version of the criminal code since the first figures. */
  readonly articles: readonly Article[];
  /** Version of the consent texts that are read to people now. */
  readonly consentTextVersion: string;
}
