export class CaseLoggedAnswer {
  caseId: string;
  /** What people call the case.
   * @example 'KG-7F3K-9QXD-2M' */
  caseNumber: string;
}

export class CaseChangedAnswer {
  caseId: string;
}

export class ConsentAnswer {
  consentId: string;
}

export class ReferralAnswer {
  referralId: string;
}

export class ProceedingAnswer {
  proceedingId: string;
}

export class OrganisationAnswer {
  organisationId: string;
}
