import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { IsLocalDate } from '#http';
import { assents, guardianKinds, type Assent, type GuardianKind } from '#nrm/codes';

/** Who answers for a child. */
export class GuardianRequest {
  @IsIn(guardianKinds) kind: GuardianKind;
  /** Sealed. */
  @IsOptional() @IsString() @Length(1, 200) name?: string;
  /** Of being involved in what was done to her: then the guardian is told nothing. */
  @IsBoolean() suspected: boolean;
}

/** How a child, or a person who may be one, was heard. */
export class ChildViewsRequest {
  /** Whether she agrees to what is done with what is known of her. */
  @IsIn(assents) assent: Assent;
  /** What she says, in words; sealed. */
  @IsOptional() @IsString() @Length(1, 4000) views?: string;
  /** Absent: as it was said before. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => GuardianRequest) guardian?: GuardianRequest;
  /** Local date on which she was heard. */
  @IsLocalDate() on: string;
}
