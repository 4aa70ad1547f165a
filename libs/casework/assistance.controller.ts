import { Body, Controller, Post } from '@nestjs/common';
import { careRoles, CurrentCaller, Policy, type Caller } from '#access';
import { CurrentCase, type CaseStanding } from '#case-file';
import { DeliverServiceRequest, PlanAssistanceRequest } from './assistance.requests.js';
import { CaseChangedAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { CurrentInvocation, onCase, type Invocation } from './invocation.js';
import { assistance } from './subjects.js';

/** Pillar 2: support and access to services, by the organisations that have her in their care. */
@Controller('cases/:caseId')
@Policy({ roles: careRoles, relations: ['Holder', 'Accepted'] })
export class AssistanceController {
  constructor(private readonly casework: Casework) {}

  /** Plan the help she gets. */
  @Post('assistance-plan')
  async plan(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: PlanAssistanceRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    await this.casework.run(
      assistance,
      { id: file.caseId, caseId: file.caseId },
      {
        type: 'PlanAssistance',
        caseId: file.caseId,
        organisationId: caller.organisationId,
        needs: body.needs,
        goals: (body.goals ?? []).map((goal) => ({ ...goal })),
        closed: file.closed,
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { caseId: file.caseId };
  }

  /** Record a service that was given to her. */
  @Post('services')
  async deliver(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: DeliverServiceRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    await this.casework.run(
      assistance,
      { id: file.caseId, caseId: file.caseId },
      {
        type: 'DeliverService',
        caseId: file.caseId,
        organisationId: caller.organisationId,
        ...body,
        closed: file.closed,
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { caseId: file.caseId };
  }
}
