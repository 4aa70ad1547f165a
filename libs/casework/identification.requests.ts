import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsCountryCode, IsLocalDate, IsRegionCode } from '#http';
import { ageGroups, entryChannels, exploitations, genders, identificationStatuses } from '#nrm/codes';

/** What may be said of a person. Every field is optional and sealed. */
export class PersonRequest {
  @IsOptional() @IsString() @Length(1, 200) name?: string;
  @IsOptional() @IsLocalDate() birthDate?: string;
  /** Personal number or number of an identity document. */
  @IsOptional() @IsString() @Length(1, 64) identityNumber?: string;
  /** E.164.
   * @example '+996700000001' */
  @IsOptional()
  @Matches(/^\+?[1-9]\d{1,14}$/, { message: '$property must be a telephone number in the E.164 form' })
  phone?: string;
  @IsOptional() @IsEmail() @MaxLength(254) email?: string;
  /** How she may be reached without danger: which number, when, whether a message may be left. */
  @IsOptional() @IsString() @Length(1, 500) safeContact?: string;
  @IsOptional() @IsString() @Length(1, 500) address?: string;
}

/** A presumed victim of trafficking in persons. */
export class LogIdentificationRequest {
  /** Made by the caller, so that an offline device can name the case; absent: the server makes one. */
  @IsOptional() @IsUUID() caseId?: string;
  @IsIn(entryChannels) entryChannel: (typeof entryChannels)[number];
  /** Local date on which she was identified; not in the future. */
  @IsLocalDate() identifiedOn: string;
  /** ISO 3166-2; absent: unknown.
   * @example 'KG-GO' */
  @IsOptional() @IsRegionCode() region?: string;
  @IsIn(ageGroups) ageGroup: (typeof ageGroups)[number];
  @IsIn(genders) gender: (typeof genders)[number];
  /** ISO 3166-1 alpha-2, ZZ for unknown.
   * @example ['KG'] */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @IsCountryCode({ each: true }) citizenships: string[];
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(13)
  @IsIn(exploitations, { each: true })
  exploitation: (typeof exploitations)[number][];
  /** @example ['TR'] */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsCountryCode({ each: true }) countriesOfExploitation?: string[];
  @IsOptional() @IsObject() @ValidateNested() @Type(() => PersonRequest) person?: PersonRequest;
  /** What happened, in words; sealed. */
  @IsOptional() @IsString() @Length(1, 20_000) narrative?: string;
  /** What she needs now, in words; sealed. */
  @IsOptional() @IsString() @Length(1, 4000) needs?: string;
}

/** A decision on the identification status. */
export class DecideStatusRequest {
  @IsIn(identificationStatuses) status: (typeof identificationStatuses)[number];
  @IsLocalDate() decidedOn: string;
  /** The body that decided.
   * @example 'Interagency Commission, Osh' */
  @IsString() @Length(1, 200) decidingBody: string;
  /** The version of the rule the decision was made under.
   * @example '2019-493' */
  @IsString() @Length(1, 64) ruleVersion: string;
  /** The reasons in words; sealed. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 2000, { each: true })
  reasons: string[];
}

/** What was wrong, as it is right. Absent fields stay as they are. */
export class CorrectIdentificationRequest {
  @IsOptional() @IsIn(entryChannels) entryChannel?: (typeof entryChannels)[number];
  @IsOptional() @IsLocalDate() identifiedOn?: string;
  @IsOptional() @IsRegionCode() region?: string;
  @IsOptional() @IsIn(ageGroups) ageGroup?: (typeof ageGroups)[number];
  @IsOptional() @IsIn(genders) gender?: (typeof genders)[number];
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @IsCountryCode({ each: true }) citizenships?: string[];
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(13)
  @IsIn(exploitations, { each: true })
  exploitation?: (typeof exploitations)[number][];
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsCountryCode({ each: true }) countriesOfExploitation?: string[];
  @IsOptional() @IsObject() @ValidateNested() @Type(() => PersonRequest) person?: PersonRequest;
  @IsOptional() @IsString() @Length(1, 20_000) narrative?: string;
  /** Why it is corrected, in words; sealed. */
  @IsOptional() @IsString() @Length(1, 2000) reason?: string;
}

export class AssignCaseRequest {
  /** A user of your organisation.
   * @example 'police.osh' */
  @IsString()
  @Length(1, 128)
  @Matches(/^[\w.@-]+$/, { message: '$property must be the name of a user' })
  assignee: string;
}
