import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { identifyingRoles, Policy } from '#access';
import { CurrentCase, type CaseStanding } from '#case-file';
import { ConsentAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { GiveConsentRequest, WithdrawConsentRequest } from './consent.requests.js';
import { CurrentInvocation, madeId, onCase, type Invocation } from './invocation.js';
import { consent } from './subjects.js';

/** What she agreed to share, with whom and for what. She may tell any organisation that works with her. */
@Controller('cases/:caseId/consents')
@Policy({ roles: identifyingRoles, relations: ['Holder', 'Logger', 'Accepted'] })
export class ConsentController {
  constructor(private readonly casework: Casework) {}

  /** Record a consent. */
  @Post()
  async give(
    @CurrentCase() { file }: CaseStanding,
    @Body() body: GiveConsentRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ConsentAnswer> {
    const consentId = body.consentId?.toLowerCase() ?? madeId(invocation, 'consent');
    await this.casework.run(
      consent,
      { id: file.caseId, caseId: file.caseId },
      {
        type: 'GiveConsent',
        caseId: file.caseId,
        consentId,
        purpose: body.purpose,
        recipients: body.recipients.map((recipient) => recipient.toLowerCase()),
        fieldGroups: body.fieldGroups,
        language: body.language,
        form: body.form ?? 'Oral',
        textVersion: body.textVersion ?? this.casework.country.consentTextVersion,
        givenOn: body.givenOn,
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { consentId };
  }

  /** Record that she withdrew a consent: what rested on it is closed at once. */
  @Post(':consentId/withdrawal')
  @HttpCode(200)
  async withdraw(
    @CurrentCase() { file }: CaseStanding,
    @Param('consentId') consentId: string,
    @Body() body: WithdrawConsentRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ConsentAnswer> {
    await this.casework.run(
      consent,
      { id: file.caseId, caseId: file.caseId },
      {
        type: 'WithdrawConsent',
        caseId: file.caseId,
        consentId: consentId.toLowerCase(),
        on: body.on,
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { consentId: consentId.toLowerCase() };
  }
}
