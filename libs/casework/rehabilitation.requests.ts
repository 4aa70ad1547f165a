import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import { IsLocalDate } from '#http';
import { closureReasons, followUpSituations, goalStatuses, reopeningReasons, rights } from '#nrm/codes';

export class RehabilitationGoalRequest {
  /** A label, unique in the plan. */
  @IsString() @Length(1, 64) goalId: string;
  /** The right that is to be restored. */
  @IsIn(rights) right: (typeof rights)[number];
  /** In words; sealed. */
  @IsString() @Length(1, 2000) description: string;
}

/** Which rights are to be restored. A later plan replaces an earlier one. */
export class PlanRehabilitationRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RehabilitationGoalRequest)
  goals: RehabilitationGoalRequest[];
}

export class ProgressGoalRequest {
  @IsIn(goalStatuses) status: (typeof goalStatuses)[number];
  @IsLocalDate() on: string;
  @IsOptional() @IsString() @Length(1, 4000) note?: string;
}

export class FollowUpRequest {
  @IsLocalDate() on: string;
  @IsIn(followUpSituations) situation: (typeof followUpSituations)[number];
  /** When to ask again. */
  @IsOptional() @IsLocalDate() nextOn?: string;
  @IsOptional() @IsString() @Length(1, 4000) note?: string;
}

export class CloseCaseRequest {
  @IsIn(closureReasons) reason: (typeof closureReasons)[number];
  @IsLocalDate() on: string;
}

export class ReopenCaseRequest {
  @IsIn(reopeningReasons) reason: (typeof reopeningReasons)[number];
  @IsLocalDate() on: string;
}
