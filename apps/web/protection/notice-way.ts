import type { Notice } from '../api/answers.js';
import type { Role } from '../codes.js';

/** Where somebody with these roles does what a notice asks for, or reads what it is about; undefined: nowhere. */
export function wayOf({ kind, caseId, caseNumber, proceedingId }: Notice, roles: readonly Role[]): string | undefined {
  const officer = roles.includes('data-protection-officer');
  const readers = caseNumber && `/protection/readers/${caseNumber}`;
  const file = caseId && `/cases/${caseId}`;
  switch (kind) {
    case 'ExportRequested':
      return '/exports';
    case 'SubjectRequestReceived':
      return '/requests';
    case 'BreakGlassOpened':
      return '/break-glass';
    case 'ErasureHoldEnded':
      return caseNumber && `/protection/erasure/${caseNumber}`;
    case 'SecondOpinionNeeded':
      return officer ? '/protection' : '/referrals/sent';
    case 'TransferToNotify':
    case 'ConsentWithdrawn':
    case 'ConsentNarrowed':
      return file && `${file}/consents`;
    case 'ProceedingDismissed':
    case 'ChargeRequalified':
      return file && `${file}/proceedings/${proceedingId}`;
    case 'ChildIdentified':
    case 'DisclosureClosed':
      return officer ? readers : file;
    // the file is closed to who opened it, or there is nothing in it any more
    case 'BreakGlassReviewed':
    case 'PersonErased':
      return undefined;
    default:
      return kind satisfies never;
  }
}
