import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { IsCountryCode, IsLocalDate, IsRegionCode } from '#http';
import { ageGroups, entryChannels, exploitations, genders, reasonsNotIdentified } from '#nrm/codes';

/** An adult who does not want to be identified. Codes only, and no id: nothing here may lead to a person. */
export class NotifyRequest {
  @IsOptional() @IsIn(entryChannels) entryChannel?: (typeof entryChannels)[number];
  /** Local date on which she was met. */
  @IsLocalDate() notifiedOn: string;
  /** ISO 3166-2; absent: unknown.
   * @example 'KG-GO' */
  @IsOptional() @IsRegionCode() region?: string;
  /** An adult: of a child a case is logged. */
  @IsIn(ageGroups) ageGroup: (typeof ageGroups)[number];
  @IsIn(genders) gender: (typeof genders)[number];
  /** ISO 3166-1 alpha-2, ZZ for unknown; ZZ when absent. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @IsCountryCode({ each: true }) citizenships?: string[];
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(13)
  @IsIn(exploitations, { each: true })
  exploitation: (typeof exploitations)[number][];
  /** Why she does not want to be identified. */
  @IsOptional() @IsIn(reasonsNotIdentified) reasonDeclined?: (typeof reasonsNotIdentified)[number];
}

export class DeclineIdentificationRequest {
  /** Local date on which she said so. */
  @IsLocalDate() on: string;
}
