import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { IsLocalDate } from '#http';
import { fieldGroups, type FieldGroup } from '#kernel';
import { consentForms, consentPurposes } from '#nrm/codes';

/** BCP 47. */
const IsLanguage = () =>
  Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { message: '$property must be a language tag, like ky' });

/** What she agreed to. */
export class GiveConsentRequest {
  /** Absent: the server makes one. */
  @IsOptional() @IsUUID() consentId?: string;
  @IsIn(consentPurposes) purpose: (typeof consentPurposes)[number];
  /** The organisations that may receive what she agreed to share. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) recipients: string[];
  @IsArray() @ArrayMinSize(1) @IsIn(fieldGroups, { each: true }) fieldGroups: FieldGroup[];
  /** The language it was explained in: one of the text's, any when it was interpreted.
   * @example 'ky' */
  @IsLanguage() language: string;
  @IsLocalDate() givenOn: string;
  /** Oral when absent. */
  @IsOptional() @IsIn(consentForms) form?: (typeof consentForms)[number];
  /** The version of the text she was read; the one in force when absent. */
  @IsOptional() @IsString() @Length(1, 64) textVersion?: string;
}

/** What she leaves of a consent; what is not said stays as it is. */
export class NarrowConsentRequest {
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) recipients?: string[];
  @IsOptional() @IsArray() @ArrayMinSize(1) @IsIn(fieldGroups, { each: true }) fieldGroups?: FieldGroup[];
  /** Local date on which she said so. */
  @IsLocalDate() on: string;
  /** Whoever cares for her keeps nothing of what she takes back, not even how to reach her and what she needs. */
  @IsOptional() @IsBoolean() keepNothing?: boolean;
}

export class WithdrawConsentRequest {
  /** Local date on which she took it back. */
  @IsLocalDate() on: string;
  /** Whoever cares for her keeps nothing, not even how to reach her and what she needs; may be said later. */
  @IsOptional() @IsBoolean() keepNothing?: boolean;
}

/** Which consent text to read out. */
export class ConsentTextQuery {
  @IsIn(consentPurposes) purpose: (typeof consentPurposes)[number];
  /** @example 'ky' */
  @IsLanguage() language: string;
  /** The one in force when absent. */
  @IsOptional() @IsString() @Length(1, 64) version?: string;
}
