import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CurrentCaller, identifyingRoles, MEMBERS, Policy, type Caller, type Members } from '#access';
import { CaseFiles, CurrentCase, type CaseStanding } from '#case-file';
import { Problem } from '#kernel';
import { ExclusionAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { ExcludeRequest, LiftExclusionRequest } from './consent-exclusions.requests.js';
import { CurrentInvocation, madeId, onCase, type Invocation } from './invocation.js';
import { consent } from './subjects.js';

/**
 * Whom she does not want to see her file: it beats everything that would allow it. She tells an organisation that works
 * with her, or the data protection officer, to whom she can complain of any of them.
 */
@Controller('cases/:caseId/exclusions')
@Policy({
  roles: [...identifyingRoles, 'data-protection-officer'],
  relations: ['Holder', 'Logger', 'Accepted'],
  withoutPart: ['data-protection-officer'],
})
export class ConsentExclusionsController {
  constructor(
    private readonly casework: Casework,
    private readonly caseFiles: CaseFiles,
    @Inject(MEMBERS) private readonly members: Members,
  ) {}

  /** Shut an organisation, or one officer of it, out of her file. */
  @Post()
  async exclude(
    @CurrentCase() { file }: CaseStanding,
    @Body() { user, on, ...body }: ExcludeRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ExclusionAnswer> {
    const { caseId } = file;
    const exclusionId = body.exclusionId?.toLowerCase() ?? madeId(invocation, 'exclusion');
    const organisationId = body.organisationId.toLowerCase();
    // a name that is written wrongly would keep nobody out, and nobody would notice
    if (user !== undefined && !(await this.members.mayBeOf(user, organisationId))) {
      const detail = 'Nobody of this name works for that organisation.';
      throw new Problem('against-a-rule', detail, [{ pointer: '/user', detail }]);
    }
    const organisation = await this.caseFiles.organisation(organisationId);
    await this.casework.run(
      consent,
      { id: caseId, caseId },
      {
        type: 'RecordExclusion',
        caseId,
        exclusionId,
        organisationId,
        ...(user === undefined ? {} : { user }),
        on,
        holder: file.holder,
        organisationType: organisation?.type,
        ageGroup: file.facts.ageGroup,
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { exclusionId };
  }

  /** She lets them see it again, as far as they may; she says so to another organisation than theirs. */
  @Post(':exclusionId/lifting')
  @HttpCode(200)
  async lift(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Param('exclusionId') id: string,
    @Body() { on }: LiftExclusionRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ExclusionAnswer> {
    const { caseId } = file;
    const exclusionId = id.toLowerCase();
    const today = this.casework.today(invocation);
    await this.casework.run(
      consent,
      { id: caseId, caseId },
      { type: 'LiftExclusion', caseId, exclusionId, liftedBy: caller.organisationId, on, today },
      onCase(invocation, file),
    );
    return { exclusionId };
  }
}
