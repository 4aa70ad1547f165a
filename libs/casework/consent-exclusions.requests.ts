import { IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { IsLocalDate } from '#http';

/** Whom she does not want to see her file. */
export class ExcludeRequest {
  /** Absent: the server makes one. */
  @IsOptional() @IsUUID() exclusionId?: string;
  @IsUUID() organisationId: string;
  /** One officer of it; absent: the whole organisation.
   * @example 'police.osh' */
  @IsOptional() @IsString() @Length(1, 128) @Matches(/^[\w.:|+@-]+$/) user?: string;
  /** Local date on which she said so. */
  @IsLocalDate() on: string;
}

export class LiftExclusionRequest {
  /** Local date on which she said so. */
  @IsLocalDate() on: string;
}
