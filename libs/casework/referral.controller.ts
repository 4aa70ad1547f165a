import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentCaller, identifyingRoles, Policy, type Caller, type Relation } from '#access';
import { CaseFiles, CurrentCase, referralsUnderWay, type CaseStanding } from '#case-file';
import { Problem } from '#kernel';
import type { ReferralCommand } from '#nrm/referral';
import type { Service } from '#nrm/codes';
import { ReferralAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { CurrentInvocation, madeId, onCase, type Invocation } from './invocation.js';
import {
  AcceptReferralRequest,
  CompleteReferralRequest,
  DeclineReferralRequest,
  HandoverRequest,
  RecallReferralRequest,
  ReferralBasisRequest,
  SendReferralRequest,
} from './referral.requests.js';
import { referral } from './subjects.js';
import type { Without } from './without.js';

/** Who has, or had, a referral of the case; which of its two sides they are is checked at each step. */
const receivers = ['Offered', 'Accepted', 'Ended', 'TurnedAway'] as const satisfies readonly Relation[];
const senders = ['Holder', 'Logger', 'Accepted', 'Ended'] as const satisfies readonly Relation[];

/** From one organisation to another, with an answer by a set time. */
@Controller('referrals')
export class ReferralController {
  constructor(
    private readonly casework: Casework,
    private readonly caseFiles: CaseFiles,
  ) {}

  /** Refer her to an organisation: an adult on consent, a child or a person of unknown age on a legal basis. */
  @Post()
  @Policy({ roles: identifyingRoles, relations: ['Holder', 'Accepted'] })
  async send(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: SendReferralRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ReferralAnswer> {
    const referralId = body.referralId?.toLowerCase() ?? madeId(invocation, 'referral');
    const to = body.to.toLowerCase();
    const receiver = await this.caseFiles.organisation(to);
    await this.casework.run(
      referral,
      { id: referralId, caseId: file.caseId },
      {
        type: 'SendReferral',
        referralId,
        caseId: file.caseId,
        from: caller.organisationId,
        to,
        services: body.services,
        fieldGroups: body.fieldGroups ?? [],
        ...(body.basis ? { basis: basisOf(body.basis) } : {}),
        respondWithinHours: body.respondWithinHours ?? this.casework.country.referralAnswerHours,
        ...(body.note ? { note: body.note } : {}),
        now: invocation.now.toISOString(),
        today: this.casework.today(invocation),
        facts: {
          ageGroup: file.facts.ageGroup,
          closed: file.closed,
          receiverExists: receiver !== undefined,
          receiverServices: (receiver?.services ?? []) as Service[],
          consents: file.consents,
          openReferralTo: referralsUnderWay(file).map((other) => other.to),
        },
      },
      onCase(invocation, file),
    );
    return { referralId };
  }

  /** Accept: your organisation takes her. */
  @Post(':referralId/acceptance')
  @HttpCode(200)
  @Policy({ roles: identifyingRoles, relations: receivers })
  async accept(
    @Param('referralId') referralId: string,
    @CurrentCase() standing: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() _body: AcceptReferralRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ReferralAnswer> {
    return this.asReceiver(
      referralId,
      standing,
      caller,
      { type: 'AcceptReferral', closed: standing.file.closed },
      invocation,
    );
  }

  /** Decline, with a reason: the sender must look elsewhere. */
  @Post(':referralId/decline')
  @HttpCode(200)
  @Policy({ roles: identifyingRoles, relations: receivers })
  async decline(
    @Param('referralId') referralId: string,
    @CurrentCase() standing: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: DeclineReferralRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ReferralAnswer> {
    return this.asReceiver(referralId, standing, caller, { type: 'DeclineReferral', ...body }, invocation);
  }

  /** Recall a referral you sent, before she arrived. */
  @Post(':referralId/recall')
  @HttpCode(200)
  @Policy({ roles: identifyingRoles, relations: senders })
  async recall(
    @Param('referralId') referralId: string,
    @CurrentCase() standing: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: RecallReferralRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ReferralAnswer> {
    if (sidesOf(standing, referralId).from !== caller.organisationId)
      throw notYourStep('Only the organisation that sent a referral recalls it.');
    return this.run(referralId, standing, { type: 'RecallReferral', ...body }, invocation);
  }

  /** The receiver records her arrival and holds the case from then on; the sender confirms that she left. */
  @Post(':referralId/handover')
  @HttpCode(200)
  @Policy({ roles: identifyingRoles, relations: ['Holder', 'Logger', 'Accepted', 'Ended'] })
  async handover(
    @Param('referralId') referralId: string,
    @CurrentCase() standing: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: HandoverRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ReferralAnswer> {
    const sides = sidesOf(standing, referralId);
    if (sides.to === caller.organisationId) {
      return this.run(
        referralId,
        standing,
        { type: 'RecordHandover', closed: standing.file.closed, ...body },
        invocation,
      );
    }
    if (sides.from === caller.organisationId) {
      return this.run(referralId, standing, { type: 'ConfirmHandover', ...body }, invocation);
    }
    throw notYourStep('Only the two organisations of a referral record the handover.');
  }

  /** End the referral with its outcome. The holding of the case stays where it is. */
  @Post(':referralId/completion')
  @HttpCode(200)
  @Policy({ roles: identifyingRoles, relations: ['Accepted', 'Ended'] })
  async complete(
    @Param('referralId') referralId: string,
    @CurrentCase() standing: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: CompleteReferralRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ReferralAnswer> {
    return this.asReceiver(referralId, standing, caller, { type: 'CompleteReferral', ...body }, invocation);
  }

  private asReceiver(
    referralId: string,
    standing: CaseStanding,
    caller: Caller,
    command: WithoutToday,
    invocation: Invocation,
  ): Promise<ReferralAnswer> {
    if (sidesOf(standing, referralId).to !== caller.organisationId) {
      throw notYourStep('Only the organisation a referral was sent to takes this step.');
    }
    return this.run(referralId, standing, command, invocation);
  }

  private async run(
    referralId: string,
    { file }: CaseStanding,
    command: WithoutToday,
    invocation: Invocation,
  ): Promise<ReferralAnswer> {
    const id = referralId.toLowerCase();
    const today = this.casework.today(invocation);
    await this.casework.run(referral, { id, caseId: file.caseId }, { ...command, today }, onCase(invocation, file));
    return { referralId: id };
  }
}

type WithoutToday = Without<ReferralCommand, 'today'>;

const basisOf = ({ consentId, ...words }: ReferralBasisRequest) => ({
  ...words,
  ...(consentId ? { consentId: consentId.toLowerCase() } : {}),
});

const notYourStep = (detail: string): Problem => new Problem('not-allowed', detail);

/** The two organisations of a referral of this case. */
function sidesOf({ file }: CaseStanding, referralId: string): { from: string; to: string } {
  const found = file.referrals.find((item) => item.referralId === referralId.toLowerCase());
  if (!found) throw new Problem('not-found', 'There is nothing at this address for you.');
  return found;
}
