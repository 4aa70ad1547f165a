import { Body, Controller, Post } from '@nestjs/common';
import { identifyingRoles, Policy } from '#access';
import { CurrentCase, type CaseStanding } from '#case-file';
import { CaseChangedAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { ChildViewsRequest } from './consent-child-views.requests.js';
import { CurrentInvocation, onCase, type Invocation } from './invocation.js';
import { consent } from './subjects.js';

/** A child is protected on a legal basis, not on her consent; she is heard all the same (design section 6.3). */
@Controller('cases/:caseId/assents')
@Policy({ roles: identifyingRoles, relations: ['Holder', 'Logger', 'Accepted'] })
export class ConsentChildViewsController {
  constructor(private readonly casework: Casework) {}

  /** Record her views, whether she agrees, and who her guardian is. */
  @Post()
  async record(
    @CurrentCase() { file }: CaseStanding,
    @Body() { guardian, ...body }: ChildViewsRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    const { caseId } = file;
    await this.casework.run(
      consent,
      { id: caseId, caseId },
      {
        type: 'RecordChildViews',
        caseId,
        ageGroup: file.facts.ageGroup,
        ...body,
        ...(guardian ? { guardian: { ...guardian } } : {}),
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { caseId };
  }
}
