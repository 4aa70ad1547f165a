import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { identifyingRoles, Policy } from '#access';
import { CurrentCase, type CaseStanding } from '#case-file';
import type { ConsentCommand } from '#nrm/consent';
import { ConsentAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { GiveConsentRequest, NarrowConsentRequest, WithdrawConsentRequest } from './consent.requests.js';
import { CurrentInvocation, madeId, onCase, type Invocation } from './invocation.js';
import { consent } from './subjects.js';
import type { Without } from './without.js';

/** What she agreed to share, with whom and for what. She may tell any organisation that works with her. */
@Controller('cases/:caseId/consents')
@Policy({ roles: identifyingRoles, relations: ['Holder', 'Logger', 'Accepted'] })
export class ConsentController {
  constructor(private readonly casework: Casework) {}

  /** Record a consent. */
  @Post()
  give(
    @CurrentCase() standing: CaseStanding,
    @Body() body: GiveConsentRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ConsentAnswer> {
    return this.run(
      standing,
      {
        type: 'GiveConsent',
        consentId: body.consentId?.toLowerCase() ?? madeId(invocation, 'consent'),
        recordedBy: invocation.actor.organisation,
        purpose: body.purpose,
        recipients: inLowerCase(body.recipients),
        fieldGroups: body.fieldGroups,
        language: body.language,
        form: body.form ?? 'Oral',
        textVersion: body.textVersion ?? this.casework.country.consentTextVersion,
        givenOn: body.givenOn,
      },
      invocation,
    );
  }

  /** Record that she leaves less of a consent: fewer recipients, fewer groups of fields. The rest is closed at once. */
  @Post(':consentId/narrowing')
  @HttpCode(200)
  narrow(
    @CurrentCase() standing: CaseStanding,
    @Param('consentId') consentId: string,
    @Body() { recipients, ...body }: NarrowConsentRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ConsentAnswer> {
    return this.run(
      standing,
      {
        type: 'NarrowConsent',
        consentId: consentId.toLowerCase(),
        ...body,
        ...(recipients ? { recipients: inLowerCase(recipients) } : {}),
      },
      invocation,
    );
  }

  /** Record that she withdrew a consent: what rested on it is closed at once. */
  @Post(':consentId/withdrawal')
  @HttpCode(200)
  withdraw(
    @CurrentCase() standing: CaseStanding,
    @Param('consentId') consentId: string,
    @Body() body: WithdrawConsentRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ConsentAnswer> {
    return this.run(standing, { type: 'WithdrawConsent', consentId: consentId.toLowerCase(), ...body }, invocation);
  }

  private async run(
    { file }: CaseStanding,
    command: Without<Extract<ConsentCommand, { consentId: string }>, 'caseId' | 'today'>,
    invocation: Invocation,
  ): Promise<ConsentAnswer> {
    const { caseId } = file;
    const today = this.casework.today(invocation);
    await this.casework.run(consent, { id: caseId, caseId }, { ...command, caseId, today }, onCase(invocation, file));
    return { consentId: command.consentId };
  }
}

const inLowerCase = (ids: readonly string[]): string[] => ids.map((id) => id.toLowerCase());
