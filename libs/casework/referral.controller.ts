import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentCaller, identifyingRoles, Policy, type Caller, type Relation } from '#access';
import {
  CaseFiles,
  CurrentCase,
  hasBasis,
  referralsUnderWay,
  type CaseStanding,
  type ReferralOnFile,
} from '#case-file';
import { nothingHere, Problem } from '#kernel';
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
  SecondOpinionRequest,
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
          excluded: file.exclusions.filter(({ user }) => user === undefined).map((shutOut) => shutOut.organisationId),
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
    const command = { type: 'AcceptReferral', ...onTheWay(standing, referralId) } as const;
    return this.asReceiver(referralId, standing, caller, command, invocation);
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

  /**
   * As a second person, within 24 hours: was she in danger, so that a referral without her consent had to be? Somebody of
   * the sender who supervises, or the data protection officer; never who sent it.
   */
  @Post(':referralId/second-opinion')
  @HttpCode(200)
  @Policy({
    roles: ['police-supervisor', 'ngo-manager', 'data-protection-officer'],
    relations: senders,
    withoutPart: ['data-protection-officer'],
  })
  async giveSecondOpinion(
    @Param('referralId') referralId: string,
    @CurrentCase() standing: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() { agrees }: SecondOpinionRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ReferralAnswer> {
    const { from } = sidesOf(standing, referralId);
    if (from !== caller.organisationId && invocation.actor.role !== 'data-protection-officer') {
      throw notYourStep('The second person is one of the organisation that sent the referral.');
    }
    const sentBy = await this.senderOf(standing, referralId);
    return this.run(referralId, standing, { type: 'GiveSecondOpinion', agrees, user: caller.user, sentBy }, invocation);
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
        { type: 'RecordHandover', ...onTheWay(standing, referralId), ...body },
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

  /** The user who sent a referral of the case. */
  private async senderOf({ file }: CaseStanding, referralId: string): Promise<string> {
    const stream = `referral-${referralId.toLowerCase()}`;
    const events = await this.caseFiles.events(file);
    const sent = events.find((event) => event.stream === stream && event.type === 'ReferralSent');
    if (!sent) throw new Error('a referral on file was not sent');
    return sent.metadata.actor.user;
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

/** What may have happened to a case and to the basis of a referral since it was sent. */
const onTheWay = (standing: CaseStanding, referralId: string) => ({
  closed: standing.file.closed,
  baseless: !hasBasis(standing.file, sidesOf(standing, referralId)),
});

type WithoutToday = Without<ReferralCommand, 'today'>;

const basisOf = ({ consentId, ...words }: ReferralBasisRequest) => ({
  ...words,
  ...(consentId ? { consentId: consentId.toLowerCase() } : {}),
});

const notYourStep = (detail: string): Problem => new Problem('not-allowed', detail);

/** A referral of this case, with its two organisations. */
function sidesOf({ file }: CaseStanding, referralId: string): ReferralOnFile {
  const found = file.referrals.find((item) => item.referralId === referralId.toLowerCase());
  if (!found) throw nothingHere();
  return found;
}
