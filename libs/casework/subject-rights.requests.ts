import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { subjectRequestStates, type SubjectRequestState } from '#case-file';
import { IsLocalDate } from '#http';
import {
  subjectRequestKinds,
  subjectRequestOutcomes,
  transferNoticeForms,
  type SubjectRequestKind,
  type SubjectRequestOutcome,
  type TransferNoticeForm,
} from '#nrm/subject-rights';
import { PageRequest } from '#paging';

export class SubjectRequestRequest {
  /** Access: what is recorded about her. Rectification: that it be put right. */
  @IsIn(subjectRequestKinds) kind: SubjectRequestKind;
  @IsLocalDate() receivedOn: string;
}

export class AnswerSubjectRequestRequest {
  @IsIn(subjectRequestOutcomes) outcome: SubjectRequestOutcome;
  /** Of a refusal: the article of the law it rests on (in Kyrgyzstan art. 15 of Law 58).
   * @example '15' */
  @IsOptional() @IsString() @Length(1, 64) article?: string;
  @IsLocalDate() on: string;
}

export class TransferNoticeRequest {
  /** The referral that brought her data to another organisation. */
  @IsUUID() referralId: string;
  @IsLocalDate() on: string;
  @IsIn(transferNoticeForms) form: TransferNoticeForm;
}

export class SubjectRequestListRequest extends PageRequest {
  /** Overdue: not answered, and the last day is over. */
  @IsOptional() @IsIn(subjectRequestStates) state?: SubjectRequestState;
  /** Only hers of this case. */
  @IsOptional() @IsUUID() caseId?: string;
}

const formats = ['json', 'html'] as const;
export const subjectAccessLanguages = ['ky', 'ru', 'tg', 'en'] as const;
export type SubjectAccessLanguage = (typeof subjectAccessLanguages)[number];

export class SubjectAccessQuery {
  /** `html`: a page to print. */
  @IsOptional() @IsIn(formats) @ApiPropertyOptional({ enum: formats }) format: (typeof formats)[number] = 'json';
  /** Of the page. */
  @IsOptional()
  @IsIn(subjectAccessLanguages)
  @ApiPropertyOptional({ enum: subjectAccessLanguages })
  language: SubjectAccessLanguage = 'en';
}
