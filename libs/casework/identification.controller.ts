import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CurrentCaller, identifyingRoles, MEMBERS, Policy, type Caller, type Members } from '#access';
import { CurrentCase, type CaseStanding } from '#case-file';
import { caseNumber, personOf, Problem } from '#kernel';
import { checkDate } from '#nrm/codes';
import { CaseChangedAnswer, CaseLoggedAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import {
  AssignCaseRequest,
  CorrectIdentificationRequest,
  DecideStatusRequest,
  LogIdentificationRequest,
  type PersonRequest,
} from './identification.requests.js';
import { CurrentInvocation, madeId, onCase, type Invocation } from './invocation.js';
import { identification } from './subjects.js';

/** Pillar 1: identification and protection. */
@Controller('cases')
export class IdentificationController {
  constructor(
    private readonly casework: Casework,
    @Inject(MEMBERS) private readonly members: Members,
  ) {}

  /** Log a presumed victim. Whoever logs her holds the case. */
  @Post()
  @Policy({ roles: identifyingRoles })
  async log(
    @Body() body: LogIdentificationRequest,
    @CurrentCaller() caller: Caller,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseLoggedAnswer> {
    const caseId = body.caseId?.toLowerCase() ?? madeId(invocation, 'case');
    const today = this.casework.today(invocation);
    refuseUnborn(body.person, today);
    const { caseId: _, person, narrative, needs, countriesOfExploitation = [], ...facts } = body;
    await this.casework.run(
      identification,
      { id: caseId, caseId },
      {
        type: 'LogIdentification',
        caseId,
        personId: personOf(caseId),
        organisationId: caller.organisationId,
        facts: { ...facts, countriesOfExploitation },
        ...(person ? { person: { ...person } } : {}),
        ...(narrative ? { narrative } : {}),
        ...(needs ? { needs } : {}),
        today,
      },
      invocation,
    );
    return { caseId, caseNumber: caseNumber(this.casework.country.code, caseId) };
  }

  /** Decide the identification status, or reconsider an earlier decision. */
  @Post(':caseId/decisions')
  @HttpCode(201)
  @Policy({
    roles: ['police-officer', 'police-supervisor', 'commission-member'],
    relations: ['Holder', 'Logger', 'Commission'],
  })
  async decide(
    @CurrentCase() { file }: CaseStanding,
    @Body() body: DecideStatusRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    const today = this.casework.today(invocation);
    await this.casework.run(
      identification,
      { id: file.caseId, caseId: file.caseId },
      { type: 'DecideStatus', ...body, today },
      onCase(invocation, file),
    );
    return { caseId: file.caseId };
  }

  /** Correct what was logged; what was said before is kept. */
  @Post(':caseId/corrections')
  @HttpCode(201)
  @Policy({ roles: identifyingRoles, relations: ['Holder', 'Logger'] })
  async correct(
    @CurrentCase() { file }: CaseStanding,
    @Body() body: CorrectIdentificationRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    const today = this.casework.today(invocation);
    refuseUnborn(body.person, today);
    const { person, narrative, reason, ...facts } = body;
    await this.casework.run(
      identification,
      { id: file.caseId, caseId: file.caseId },
      {
        type: 'CorrectIdentification',
        facts,
        ...(person ? { person: { ...person } } : {}),
        ...(narrative ? { narrative } : {}),
        ...(reason ? { reason } : {}),
        today,
      },
      onCase(invocation, file),
    );
    return { caseId: file.caseId };
  }

  /** Give the case to one of your organisation's people. */
  @Post(':caseId/assignments')
  @HttpCode(201)
  @Policy({ roles: identifyingRoles, relations: ['Holder'] })
  async assign(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: AssignCaseRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    if (!(await this.members.mayBeOf(body.assignee, caller.organisationId))) {
      const detail = 'A case is given to one of your own organisation.';
      throw new Problem('against-a-rule', detail, [{ pointer: '/assignee', detail }]);
    }
    if (file.exclusions.some(({ user }) => user === body.assignee)) {
      const detail = 'She does not want this officer to see her file.';
      throw new Problem('against-a-rule', detail, [{ pointer: '/assignee', detail }]);
    }
    await this.casework.run(
      identification,
      { id: file.caseId, caseId: file.caseId },
      {
        type: 'AssignCase',
        organisationId: caller.organisationId,
        assignee: body.assignee,
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { caseId: file.caseId };
  }
}

/** Nobody was born in the future. Checked here, since no decider looks at what is personal. */
function refuseUnborn(person: PersonRequest | undefined, today: string): void {
  const refused = person?.birthDate && checkDate(person.birthDate, { today, pointer: '/person/birthDate' });
  if (refused)
    throw new Problem('against-a-rule', refused.detail, [{ pointer: '/person/birthDate', detail: refused.detail }]);
}
