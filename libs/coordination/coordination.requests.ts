import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsLocalDate, IsRegionCode } from '#http';
import {
  organisationTypes,
  referralStates,
  services,
  type OrganisationType,
  type ReferralState,
  type Service,
} from '#nrm/codes';
import { PageRequest } from '#paging';

/** A word of a query as the boolean it names; anything else is left for the validation to refuse. */
const ToBoolean = () =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));

const directions = ['in', 'out'] as const;

/** Which organisations to list. */
export class OrganisationsRequest extends PageRequest {
  /** A service that it offers. */
  @IsOptional()
  @IsIn(services)
  service?: Service;

  /** ISO 3166-2 code of a region in which it works. */
  @IsOptional()
  @IsRegionCode()
  region?: string;

  /** Its type. */
  @IsOptional()
  @IsIn(organisationTypes)
  type?: OrganisationType;
}

/** Which referrals of the caller's organisation to list. */
export class ReferralsRequest extends PageRequest {
  /** Where it stands. */
  @IsOptional()
  @IsIn(referralStates)
  state?: ReferralState;

  /** `in`: received. `out`: sent. Without: both. */
  @IsOptional()
  @IsIn(directions)
  direction?: (typeof directions)[number];

  /** `true`: only those whose time to answer has passed; `false`: only the others. */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  overdue?: boolean;

  /**
   * `false`: only those on which she arrived and the sender has not confirmed that she left; `true`: only those on
   * which she arrived and the sender has.
   */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  handoverConfirmed?: boolean;

  /** Those of one case. */
  @IsOptional()
  @IsUUID()
  caseId?: string;
}

/** A period of local dates, both included, each optional. */
export class PeriodRequest {
  /** First day. */
  @IsOptional()
  @IsLocalDate()
  from?: string;

  /** Last day. */
  @IsOptional()
  @IsLocalDate()
  to?: string;
}
