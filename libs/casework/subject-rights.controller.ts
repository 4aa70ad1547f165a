import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentCaller, identifyingRoles, Policy, type Caller } from '#access';
import { CurrentReading, type Reading } from '#audit';
import {
  CaseFiles,
  CurrentCase,
  SubjectRequestQueries,
  type CaseStanding,
  type SubjectRequestRecord,
} from '#case-file';
import { idInPath } from '#http';
import { caseNumber, localDate, nothingHere } from '#kernel';
import type { SubjectRightsEvent } from '#nrm/subject-rights';
import { Casework } from './casework.js';
import { CurrentInvocation, madeId, onCase, type Invocation } from './invocation.js';
import {
  SubjectRequestAnswer,
  SubjectRequestAnsweredAnswer,
  SubjectRequestItem,
  SubjectRequestPage,
  TransferNotifiedAnswer,
} from './subject-rights.answers.js';
import {
  AnswerSubjectRequestRequest,
  SubjectRequestListRequest,
  SubjectRequestRequest,
  TransferNoticeRequest,
} from './subject-rights.requests.js';
import { subjectRights } from './subjects.js';

const roles = ['data-protection-officer', ...identifyingRoles] as const;

/** What the person may ask about her own data, and until when she is answered. */
@Controller()
export class SubjectRightsController {
  constructor(
    private readonly casework: Casework,
    private readonly caseFiles: CaseFiles,
    private readonly queries: SubjectRequestQueries,
  ) {}

  /** Record that she asked, for what is recorded about her or to have it put right. */
  @Post('cases/:caseId/subject-requests')
  @Policy({ roles, relations: ['Holder'], withoutPart: ['data-protection-officer'] })
  async receive(
    @CurrentCase() { file }: CaseStanding,
    @Body() { kind, receivedOn }: SubjectRequestRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<SubjectRequestAnswer> {
    const { caseId } = file;
    const requestId = madeId(invocation, 'subject-request');
    const { events } = await this.casework.run(
      subjectRights,
      { id: caseId, caseId },
      {
        type: 'ReceiveSubjectRequest',
        caseId,
        requestId,
        kind,
        receivedOn,
        days: this.casework.country.subjectRequestDays,
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    const { dueOn } = (events[0] as SubjectRightsEvent & { type: 'SubjectRequestReceived' }).data;
    return { requestId, caseId, dueOn };
  }

  /**
   * Record how she was answered. A request to put something right is answered by a correction first
   * (`POST /cases/{caseId}/corrections`), or refused.
   */
  @Post('subject-requests/:requestId/answer')
  @HttpCode(200)
  @Policy({ roles })
  async answer(
    @Param('requestId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { outcome, article, on }: AnswerSubjectRequestRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<SubjectRequestAnsweredAnswer> {
    const request = await this.queries.find(idInPath('requestId', id));
    const standing = request && (await this.answerable(request.caseId, caller));
    if (!request || !standing) throw nothingHere();
    const { requestId, caseId } = request;
    await this.casework.run(
      subjectRights,
      { id: caseId, caseId },
      {
        type: 'AnswerSubjectRequest',
        requestId,
        outcome,
        ...(article === undefined ? {} : { article }),
        on,
        corrected: await this.wasCorrected(standing, request),
        today: this.casework.today(invocation),
      },
      onCase(invocation, standing.file),
    );
    return { requestId };
  }

  /** What was asked, newest first: on cases that your organisation holds; for the data protection officer, on all. */
  @Get('subject-requests')
  @Policy({ roles, reads: 'List' })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: SubjectRequestListRequest,
    @CurrentReading() reading: Reading,
  ): Promise<SubjectRequestPage> {
    const { code, timeZone } = this.casework.country;
    const today = localDate(new Date(), timeZone);
    const page = await this.queries.page(isOfficer(caller) ? undefined : caller, today, query);
    reading.tells(page.items.map(({ caseId }) => caseId));
    return { ...page, items: page.items.map((record) => toItem(record, today, code)) };
  }

  /** Record that she was told of a transfer: a referral brought her data to another organisation. */
  @Post('cases/:caseId/transfer-notices')
  @Policy({ roles: identifyingRoles, relations: ['Holder', 'Logger', 'Accepted'] })
  async notify(
    @CurrentCase() { file }: CaseStanding,
    @Body() body: TransferNoticeRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<TransferNotifiedAnswer> {
    const { caseId } = file;
    const referralId = body.referralId.toLowerCase();
    const state = file.referrals.find((referral) => referral.referralId === referralId)?.state ?? 'Sent';
    await this.casework.run(
      subjectRights,
      { id: caseId, caseId },
      {
        type: 'NotifyTransfer',
        caseId,
        referralId,
        disclosed: ['Accepted', 'HandedOver', 'Completed'].includes(state),
        form: body.form,
        on: body.on,
        today: this.casework.today(invocation),
      },
      onCase(invocation, file),
    );
    return { referralId };
  }

  /** The case, when the caller may answer for it: the data protection officer, and who holds it. */
  private async answerable(caseId: string, caller: Caller): Promise<CaseStanding | undefined> {
    if (isOfficer(caller)) return this.caseFiles.unrelated({ caseId });
    const standing = await this.caseFiles.standing({ caseId }, caller);
    return standing?.relations.has('Holder') ? standing : undefined;
  }

  private async wasCorrected({ file }: CaseStanding, { kind, recordedAt }: SubjectRequestRecord): Promise<boolean> {
    if (kind !== 'Rectification') return false;
    const events = await this.caseFiles.events(file);
    return events.some(
      (event) => event.type === 'IdentificationCorrected' && Date.parse(event.recordedAt) >= Date.parse(recordedAt),
    );
  }
}

const isOfficer = ({ roles: own }: Caller): boolean => own.includes('data-protection-officer');

function toItem(record: SubjectRequestRecord, today: string, country: string): SubjectRequestItem {
  const { requestId, caseId, kind, receivedOn, dueOn, outcome, article, answeredOn } = record;
  return {
    requestId,
    caseId,
    caseNumber: caseNumber(country, caseId),
    kind,
    receivedOn,
    dueOn,
    state: outcome !== null ? 'Answered' : dueOn < today ? 'Overdue' : 'Open',
    ...(outcome === null ? {} : { outcome }),
    ...(article === null ? {} : { article }),
    ...(answeredOn === null ? {} : { answeredOn }),
  };
}
