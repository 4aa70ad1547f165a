import { Controller, Get, Inject } from '@nestjs/common';
import { Policy } from '#access';
import { COUNTRY_PACK, languagesOfConsentText, type CountryPack } from '#country';
import { InstallationAnswer } from './installation.answers.js';

/** Injection token of what the configuration says of the installation. */
export const INSTALLATION = Symbol('installation');

/** What the configuration says of it. */
export type Installation = Pick<InstallationAnswer, 'mode' | 'quickExitUrl' | 'ownAccounts'>;

/** What forms need to know of this installation. It says nothing of people. */
@Controller('installation')
@Policy('public')
export class InstallationController {
  constructor(
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(COUNTRY_PACK) private readonly country: CountryPack,
  ) {}

  /** What this installation is: its country with regions, articles and time limits, and where a quick exit leads. */
  @Get()
  read(): InstallationAnswer {
    const { code, timeZone, regions, decidingBodies, articles, erasureGrounds, consentTextVersion, verified } =
      this.country;
    const { referralAnswerHours, subjectRequestDays, retentionYears } = this.country;
    return {
      mode: this.installation.mode,
      country: code,
      timeZone,
      regions: Object.keys(regions),
      decidingBodies: [...decidingBodies],
      articles: [...articles],
      clocks: { referralAnswerHours, subjectRequestDays, retentionYears },
      erasureGrounds: [...erasureGrounds],
      consentTextVersion,
      languages: [...languagesOfConsentText(consentTextVersion)],
      quickExitUrl: this.installation.quickExitUrl,
      ownAccounts: this.installation.ownAccounts,
      verified,
    };
  }
}
