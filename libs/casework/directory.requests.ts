import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { IsRegionCode } from '#http';
import { organisationTypes, services, type OrganisationType, type Service } from '#nrm/codes';

/** An organisation as it is now. */
export class OrganisationDetailsRequest {
  @IsString() @Length(1, 200) name: string;
  @IsIn(organisationTypes) type: OrganisationType;
  @IsOptional() @IsArray() @ArrayMaxSize(16) @IsIn(services, { each: true }) services?: Service[];
  /** Where it works; empty: the whole country. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsRegionCode({ each: true }) regions?: string[];
}

export class RegisterOrganisationRequest extends OrganisationDetailsRequest {
  /** Absent: the server makes one. */
  @IsOptional() @IsUUID() organisationId?: string;
}
