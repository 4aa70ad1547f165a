import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentCaller, Policy, type Caller } from '#access';
import { CaseFiles, CurrentCase, type CaseFile, type CaseStanding } from '#case-file';
import { Problem } from '#kernel';
import type { MoveStage, RequalifyCharge } from '#nrm/prosecution';
import { ProceedingAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { CurrentInvocation, madeId, onCase, type Invocation } from './invocation.js';
import { MoveStageRequest, RegisterProceedingRequest, RequalifyChargeRequest } from './prosecution.requests.js';
import { proceeding } from './subjects.js';

/** Who may take a step of a proceeding, of those that have a part in it (`ownProceeding`). */
const mayTakeStep = {
  roles: ['prosecutor', 'police-officer', 'police-supervisor'],
  relations: ['Proceeding', 'Holder', 'Logger', 'Accepted', 'Ended'],
} as const;

/** The id of a proceeding of the case. Throws a Problem where the caller's organisation neither leads nor registered it. */
function ownProceeding(proceedingId: string, file: CaseFile, { organisationId }: Caller): string {
  const id = proceedingId.toLowerCase();
  const { office, registeredBy } = file.proceedings.find((item) => item.proceedingId === id) ?? {};
  if (organisationId !== office && organisationId !== registeredBy) {
    throw new Problem(
      'not-allowed',
      'Only the office that leads a proceeding, or the police that registered it, records its steps.',
    );
  }
  return id;
}

/** Pillar 4: criminal justice and redress. */
@Controller()
export class ProsecutionController {
  constructor(
    private readonly casework: Casework,
    private readonly caseFiles: CaseFiles,
  ) {}

  /** Register a proceeding on a case and give it to a prosecutor's office. */
  @Post('cases/:caseId/proceedings')
  @Policy({ roles: ['police-officer', 'police-supervisor'], relations: ['Holder', 'Logger', 'Accepted', 'Ended'] })
  async register(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: RegisterProceedingRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ProceedingAnswer> {
    const proceedingId = body.proceedingId?.toLowerCase() ?? madeId(invocation, 'proceeding');
    const office = body.office.toLowerCase();
    const leader = await this.caseFiles.organisation(office);
    await this.casework.run(
      proceeding,
      { id: proceedingId, caseId: file.caseId },
      {
        type: 'RegisterProceeding',
        proceedingId,
        caseId: file.caseId,
        office,
        registeredBy: caller.organisationId,
        registerNumber: body.registerNumber,
        registeredOn: body.registeredOn,
        articles: body.articles,
        officeIsProsecution: leader?.type === 'Prosecution',
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { proceedingId };
  }

  /** Move a proceeding to its next stage. A dismissed one can be reopened. */
  @Post('proceedings/:proceedingId/stages')
  @HttpCode(201)
  @Policy(mayTakeStep)
  async move(
    @Param('proceedingId') proceedingId: string,
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: MoveStageRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ProceedingAnswer> {
    const id = ownProceeding(proceedingId, file, caller);
    return this.takeStep(id, file, { type: 'MoveStage', ...body, today: this.casework.today(invocation) }, invocation);
  }

  /** Bring a charge under another article; the old one is kept beside it, and who follows the proceeding gets a notice. */
  @Post('proceedings/:proceedingId/requalifications')
  @HttpCode(201)
  @Policy(mayTakeStep)
  async requalify(
    @Param('proceedingId') proceedingId: string,
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() body: RequalifyChargeRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ProceedingAnswer> {
    const id = ownProceeding(proceedingId, file, caller);
    return this.takeStep(
      id,
      file,
      { type: 'RequalifyCharge', ...body, today: this.casework.today(invocation) },
      invocation,
    );
  }

  private async takeStep(
    id: string,
    file: CaseFile,
    step: MoveStage | RequalifyCharge,
    invocation: Invocation,
  ): Promise<ProceedingAnswer> {
    await this.casework.run(proceeding, { id, caseId: file.caseId }, step, onCase(invocation, file));
    return { proceedingId: id };
  }
}
