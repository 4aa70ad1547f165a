import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { careRoles, CurrentCaller, identifyingRoles, Policy, type Caller } from '#access';
import { CurrentCase, referralsUnderWay, type CaseFile, type CaseStanding } from '#case-file';
import { Problem } from '#kernel';
import type { RehabilitationCommand } from '#nrm/rehabilitation';
import { CaseChangedAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { CurrentInvocation, onCase, type Invocation } from './invocation.js';
import {
  CloseCaseRequest,
  FollowUpRequest,
  PlanRehabilitationRequest,
  ProgressGoalRequest,
  ReopenCaseRequest,
} from './rehabilitation.requests.js';
import { rehabilitation } from './subjects.js';
import type { Without } from './without.js';

/** Pillar 3: social inclusion, the restoration of rights, and the end of a case. */
@Controller('cases/:caseId')
export class RehabilitationController {
  constructor(private readonly casework: Casework) {}

  /** Plan which rights are to be restored. */
  @Post('rehabilitation-plan')
  @Policy({ roles: careRoles, relations: ['Holder', 'Accepted'] })
  async plan(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() { organisationId }: Caller,
    @Body() body: PlanRehabilitationRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    const goals = body.goals.map((goal) => ({ ...goal }));
    return this.run(file, { type: 'PlanRehabilitation', organisationId, goals }, invocation);
  }

  /** Record how a goal goes. */
  @Post('rehabilitation-plan/goals/:goalId/progress')
  @Policy({ roles: careRoles, relations: ['Holder', 'Accepted'] })
  async progress(
    @CurrentCase() { file }: CaseStanding,
    @Param('goalId') goalId: string,
    @Body() body: ProgressGoalRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    return this.run(file, { type: 'ProgressGoal', goalId, ...body }, invocation);
  }

  /** Record how she is. The holder may do so on a closed case too. */
  @Post('follow-ups')
  @Policy({ roles: identifyingRoles, relations: ['Holder', 'Accepted'] })
  async followUp(
    @CurrentCase() { file, relations }: CaseStanding,
    @Body() body: FollowUpRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    if (file.closed && !relations.has('Holder')) {
      throw new Problem('not-allowed', 'The case is closed: only its holder records follow-ups.');
    }
    return this.run(file, { type: 'RecordFollowUp', ...body }, invocation);
  }

  /** Close the case. A referral under way prevents it, an open proceeding does not. */
  @Post('closure')
  @HttpCode(200)
  @Policy({ roles: identifyingRoles, relations: ['Holder'] })
  async close(
    @CurrentCase() { file }: CaseStanding,
    @Body() body: CloseCaseRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    const { identifiedOn } = file.facts;
    return this.run(
      file,
      { type: 'CloseCase', identifiedOn, referralsUnderWay: referralsUnderWay(file).length, ...body },
      invocation,
    );
  }

  /** Reopen a closed case. */
  @Post('reopening')
  @HttpCode(200)
  @Policy({ roles: identifyingRoles, relations: ['Holder'] })
  async reopen(
    @CurrentCase() { file }: CaseStanding,
    @Body() body: ReopenCaseRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    return this.run(file, { type: 'ReopenCase', ...body }, invocation);
  }

  private async run(file: CaseFile, command: Unbound, invocation: Invocation): Promise<CaseChangedAnswer> {
    const { caseId } = file;
    const today = this.casework.today(invocation);
    await this.casework.run(
      rehabilitation,
      { id: caseId, caseId },
      { ...command, caseId, today },
      onCase(invocation, file),
    );
    return { caseId };
  }
}

/** A command before the case and the day are put in. */
type Unbound = Without<RehabilitationCommand, 'caseId' | 'today'>;
