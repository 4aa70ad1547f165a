import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { breakGlassOutcomes, longestBreakGlassHours, type BreakGlassOutcome } from '#nrm/break-glass';
import { PageRequest } from '#paging';

export class OpenBreakGlassRequest {
  /** Why it cannot wait, in words; sealed, and read by whoever reviews it. */
  @IsString() @Length(10, 2000) reason: string;
  /** 1 when absent. */
  @IsOptional() @IsInt() @Min(1) @Max(longestBreakGlassHours) hours?: number;
}

export class ReviewBreakGlassRequest {
  @IsIn(breakGlassOutcomes) outcome: BreakGlassOutcome;
  /** In words; sealed. */
  @IsOptional() @IsString() @Length(1, 2000) note?: string;
}

const states = ['Unreviewed', 'Reviewed'] as const;

export class BreakGlassListRequest extends PageRequest {
  @IsOptional() @IsIn(states) state?: (typeof states)[number];
}
