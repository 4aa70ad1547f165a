export class KeyMemberAnswer {
  user: string;
  /** Opens, or Waits to be let in. */
  holding: string;
}

export class OrganisationKeyAnswer {
  organisationId: string;
  /** How many pairs there were; 0: there is no key yet. */
  pairs: number;
  /** When the pair in use was made. */
  changedAt?: string;
  members: KeyMemberAnswer[];
}

export class RecoveryCodeAnswer {
  /** Told this once.
   * @example '7ZQ4-…' */
  recoveryCode: string;
  /** What to do with it, and what happens when it is lost. */
  explanation: string;
}

export class KeyChangedAnswer {
  organisationId: string;
}

export class ShelterAddressAnswer {
  address: string;
  changedAt: string;
}
