import { Body, Controller, Post } from '@nestjs/common';
import { identifyingRoles, Policy } from '#access';
import { CurrentCase, type CaseStanding } from '#case-file';
import { CaseChangedAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { CurrentInvocation, onCase, type Invocation } from './invocation.js';
import { DeclineIdentificationRequest } from './notification.requests.js';
import { identification } from './subjects.js';

/** An adult may decline identification and still get help: her own word, which no body has to decide on. */
@Controller('cases/:caseId/identification-declined')
@Policy({ roles: identifyingRoles, relations: ['Holder', 'Logger', 'Accepted'] })
export class IdentificationDeclinedController {
  constructor(private readonly casework: Casework) {}

  /** Record that she does not want to be identified as a victim. Everything that helps her goes on. */
  @Post()
  async decline(
    @CurrentCase() { file }: CaseStanding,
    @Body() { on }: DeclineIdentificationRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<CaseChangedAnswer> {
    const { caseId } = file;
    await this.casework.run(
      identification,
      { id: caseId, caseId },
      {
        type: 'DecideStatus',
        status: 'DeclinedByPerson',
        decidedOn: on,
        decidingBody: 'The person herself',
        ruleVersion: 'none: her own word',
        reasons: [],
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { caseId };
  }
}
