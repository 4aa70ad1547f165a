import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentCaller, insistOnFreshSecondFactor, Policy, type Caller } from '#access';
import { CurrentReading, type Reading } from '#audit';
import { CaseFiles, isExcluded, type CaseFile } from '#case-file';
import { idInPath } from '#http';
import { nothingHere, Problem } from '#kernel';
import { Casework } from './casework.js';
import { ErasureAnswer } from './erasure.answers.js';
import { Erasing } from './erasure.js';
import { EraseRequest } from './erasure.requests.js';
import { CurrentInvocation, type Invocation } from './invocation.js';

/** The right to be forgotten. The officer for data protection has no part in any case: his role is enough. */
@Controller('persons/:personId/erasure')
@Policy({ roles: ['data-protection-officer'], reads: 'Case' })
export class ErasureController {
  constructor(
    private readonly erasing: Erasing,
    private readonly casework: Casework,
    private readonly caseFiles: CaseFiles,
  ) {}

  /** Erase what is known of a person, for good. 409 `legal-hold` while a criminal proceeding is open. */
  @Post()
  @HttpCode(200)
  async erase(
    @Param('personId') personId: string,
    @CurrentCaller() caller: Caller,
    @Body() { reason, legalGround }: EraseRequest,
    @CurrentInvocation() invocation: Invocation,
    @CurrentReading() reading: Reading,
  ): Promise<ErasureAnswer> {
    this.refuseGround(legalGround);
    insistOnFreshSecondFactor(caller);
    const file = await this.fileOf(personId, caller);
    reading.tells([file.caseId]);
    if (await this.erasing.erase(file, { reason, legalGround }, invocation)) return this.erasing.of(file);
    throw new Problem(
      'legal-hold',
      'A criminal proceeding is open. The request is on record; ask again when the proceeding has ended, and it is decided anew.',
    );
  }

  /** What has become of what was known of a person: the certificate, once she is erased. */
  @Get()
  async read(
    @Param('personId') personId: string,
    @CurrentCaller() caller: Caller,
    @CurrentReading() reading: Reading,
  ): Promise<ErasureAnswer> {
    const file = await this.fileOf(personId, caller);
    reading.tells([file.caseId]);
    return this.erasing.of(file);
  }

  /** An officer whom she excluded has nothing to do with her; another one has. */
  private async fileOf(personId: string, caller: Caller): Promise<CaseFile> {
    const standing = await this.caseFiles.unrelated({ part: `person-${idInPath('personId', personId)}` });
    if (!standing || isExcluded(standing.file, caller)) throw nothingHere();
    return standing.file;
  }

  private refuseGround(legalGround: string): void {
    const { erasureGrounds } = this.casework.country;
    if (erasureGrounds.includes(legalGround)) return;
    const grounds = erasureGrounds.join(' or ');
    throw new Problem('malformed-request', 'The law of this country knows no such ground for an erasure.', [
      { pointer: '/legalGround', detail: `must be a ground of the law of this country: ${grounds}` },
    ]);
  }
}
