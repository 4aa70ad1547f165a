import { Controller, Get, Inject, Query } from '@nestjs/common';
import { caseRoles, Policy } from '#access';
import { consentText, COUNTRY_PACK, type CountryPack, languagesOfConsentText } from '#country';
import { Problem } from '#kernel';
import { ConsentTextAnswer } from './casework.answers.js';
import { ConsentTextQuery } from './consent.requests.js';

/** What is read to a person before she agrees. */
@Controller('consent-texts')
export class ConsentTextsController {
  constructor(@Inject(COUNTRY_PACK) private readonly country: CountryPack) {}

  /** The consent text for a purpose, in a language. */
  @Get()
  @Policy({ roles: [...caseRoles, 'data-protection-officer'], reads: 'Nothing' })
  read(@Query() { purpose, language, version }: ConsentTextQuery): ConsentTextAnswer {
    const text = consentText(version ?? this.country.consentTextVersion, purpose, language);
    if (!text) throw new Problem('not-found', 'There is no consent text of this version in this language.');
    const { reviewedBy, points, ...rest } = text;
    return {
      ...rest,
      points: [...points],
      reviewed: reviewedBy !== undefined,
      languages: [...languagesOfConsentText(text.version)],
    };
  }
}
