import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
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

/** What she agreed to. */
export class GiveConsentRequest {
  /** Absent: the server makes one. */
  @IsOptional() @IsUUID() consentId?: string;
  @IsIn(consentPurposes) purpose: (typeof consentPurposes)[number];
  /** The organisations that may receive what she agreed to share. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) recipients: string[];
  @IsArray() @ArrayMinSize(1) @IsIn(fieldGroups, { each: true }) fieldGroups: FieldGroup[];
  /** BCP 47: the language it was explained in.
   * @example 'ky' */
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { message: '$property must be a language tag, like ky' })
  language: string;
  @IsLocalDate() givenOn: string;
  /** Oral when absent. */
  @IsOptional() @IsIn(consentForms) form?: (typeof consentForms)[number];
  /** The version of the text she was read; the one in force when absent. */
  @IsOptional() @IsString() @Length(1, 64) textVersion?: string;
}

export class WithdrawConsentRequest {
  /** Local date on which she took it back. */
  @IsLocalDate() on: string;
}
