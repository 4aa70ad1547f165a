import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsLocalDate } from '#http';
import { fieldGroups, type FieldGroup } from '#kernel';
import {
  completionOutcomes,
  declineReasons,
  notSuccessfulReasons,
  recallReasons,
  services,
  type Service,
} from '#nrm/codes';

/** On what the referral rests: exactly one of the three. */
export class ReferralBasisRequest {
  /** Her consent; what an adult is referred on. */
  @IsOptional() @IsUUID() consentId?: string;
  /** The legal basis, in words; what a child or a person of unknown age is referred on. */
  @IsOptional() @IsString() @Length(1, 500) legalBasis?: string;
  /** Why an adult who cannot consent is in danger, in words. */
  @IsOptional() @IsString() @Length(1, 2000) vitalInterest?: string;
}

/** A referral to an organisation. */
export class SendReferralRequest {
  /** Absent: the server makes one. */
  @IsOptional() @IsUUID() referralId?: string;
  @IsUUID() caseId: string;
  /** The organisation she is referred to. */
  @IsUUID() to: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(16) @IsIn(services, { each: true }) services: Service[];
  /** What the receiver may see once it has accepted. */
  @IsOptional() @IsArray() @IsIn(fieldGroups, { each: true }) fieldGroups?: FieldGroup[];
  /** Hours in which an answer is asked for; the country's time when absent. */
  @IsOptional() @IsInt() @Min(1) @Max(720) respondWithinHours?: number;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ReferralBasisRequest) basis?: ReferralBasisRequest;
  /** What the receiver has to know of her needs, in words; sealed, and seen when Needs may be seen. */
  @IsOptional() @IsString() @Length(1, 4000) note?: string;
}

/** An acceptance says nothing more. */
export class AcceptReferralRequest {}

export class DeclineReferralRequest {
  @IsIn(declineReasons) reason: (typeof declineReasons)[number];
  @IsOptional() @IsString() @Length(1, 2000) note?: string;
}

export class RecallReferralRequest {
  @IsIn(recallReasons) reason: (typeof recallReasons)[number];
}

/** A second person on a referral that rests on vital interest. */
export class SecondOpinionRequest {
  /** `false` closes what the referral opened. */
  @IsBoolean() agrees: boolean;
}

export class HandoverRequest {
  /** Local date of her arrival. */
  @IsLocalDate() on: string;
}

export class CompleteReferralRequest {
  @IsIn(completionOutcomes) outcome: (typeof completionOutcomes)[number];
  /** Needed when not successful. */
  @IsOptional() @IsIn(notSuccessfulReasons) reason?: (typeof notSuccessfulReasons)[number];
  @IsLocalDate() on: string;
}
