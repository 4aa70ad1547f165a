import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsRegionCode } from '#http';
import {
  identificationStatuses,
  proceedingStages,
  stages,
  type IdentificationStatus,
  type ProceedingStage,
  type Stage,
} from '#nrm/codes';
import { PageRequest } from '#paging';

const holdings = ['mine', 'all'] as const;
const dues = ['overdue', 'week', 'any'] as const;
const thingsDue = ['ReferralAnswer', 'FollowUp'] as const;

/** What a caseload can be counted by. */
export const summaryDimensions = ['stage', 'region', 'holder', 'status'] as const;
export type SummaryDimension = (typeof summaryDimensions)[number];

/** Which cases of the caller's organisation to list. */
export class CaseloadRequest extends PageRequest {
  /** The derived stage. */
  @IsOptional()
  @IsIn(stages)
  stage?: Stage;

  /** The identification status. */
  @IsOptional()
  @IsIn(identificationStatuses)
  status?: IdentificationStatus;

  /** ISO 3166-2 code of the region of identification. */
  @IsOptional()
  @IsRegionCode()
  region?: string;

  /** The user of the caller's organisation who works on the case; `me` is the caller. */
  @IsOptional()
  @Matches(/^\P{Cc}{1,128}$/u, { message: 'assignee must be me or a user' })
  assignee?: string;

  /** `mine`: only cases that the organisation holds. `all`: every case it has a part in. */
  @IsOptional()
  @IsIn(holdings)
  @ApiPropertyOptional({ enum: holdings })
  holding: (typeof holdings)[number] = 'all';

  /**
   * `overdue`: something should have been done already. `week`: that, or something is due in the next seven days. `any`:
   * something is due, whenever.
   */
  @IsOptional()
  @IsIn(dues)
  due?: (typeof dues)[number];

  /** Only what is due of this kind counts; without `due`, whenever it is. */
  @IsOptional()
  @IsIn(thingsDue)
  what?: (typeof thingsDue)[number];

  /** A case number or its beginning, in either case, with or without dashes. */
  @IsOptional()
  @Matches(/^(?=.*[A-Za-z0-9])[A-Za-z0-9 -]{1,32}$/, { message: 'q must be a case number or its beginning' })
  q?: string;
}

/** Which proceedings of the caller's organisation to list. */
export class ProceedingsRequest extends PageRequest {
  /** Where it stands. */
  @IsOptional()
  @IsIn(proceedingStages)
  stage?: ProceedingStage;
}

/** Whose case to find. */
export class PersonsOfCaseRequest {
  /** The whole number of a case, in either case, with or without dashes, or its id. */
  @Matches(/^(?=.*[A-Za-z0-9])[A-Za-z0-9 -]{1,36}$/, { message: 'case must be the number of a case or its id' })
  case: string;
}

/** What to count the caseload by. */
export class CaseloadSummaryRequest {
  /** One of stage, region, holder, status. */
  @IsIn(summaryDimensions)
  by: SummaryDimension;
}

/** Whom to look for. In a body, since a name never stands in a URL. */
export class CaseSearchRequest {
  /** A name or some of its words, in Cyrillic or Latin letters, in any order. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;
}
