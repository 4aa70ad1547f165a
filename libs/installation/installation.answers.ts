import { ApiProperty } from '@nestjs/swagger';
import { decidingBodies, offences, type DecidingBody, type Offence } from '#country';

/** An article of the criminal code, as written in `articles` of a proceeding. */
export class InstallationArticle {
  /** @example '166' */
  article: string;
  @ApiProperty({ enum: offences })
  offence: Offence;
  /** Local dates; absent: since before anybody asks, or still. */
  from?: string;
  until?: string;
}

/** Time limits that hold unless somebody names a shorter one. */
export class InstallationClocks {
  referralAnswerHours: number;
  subjectRequestDays: number;
  retentionYears: number;
}

export class InstallationAnswer {
  /** A demonstration store holds no real person's data. */
  mode: 'demonstration' | 'production';
  /** ISO 3166-1 alpha-2.
   * @example 'KG' */
  country: string;
  /** In which local dates are.
   * @example 'Asia/Bishkek' */
  timeZone: string;
  /** ISO 3166-2.
   * @example ['KG-GB', 'KG-GO'] */
  regions: string[];
  /** Who decides on the status of a person; others can be named in words. */
  @ApiProperty({ enum: decidingBodies, isArray: true })
  decidingBodies: DecidingBody[];
  /** Of every version of the code that proceedings are under. */
  articles: InstallationArticle[];
  clocks: InstallationClocks;
  /** The laws that an erasure can rest on. */
  erasureGrounds: string[];
  /** The version of the consent texts that are read to people now. */
  consentTextVersion: string;
  /** BCP 47: the languages that these texts are in.
   * @example ['ky', 'ru', 'tg', 'en'] */
  languages: string[];
  /** Where a page goes at once, when somebody must not be seen with it. */
  quickExitUrl: string;
  /** Whether people have their accounts here, so that they change how they sign in at /identity/account. */
  ownAccounts: boolean;
  /** Whether somebody has checked all this against the text of the law. */
  verified: boolean;
}
