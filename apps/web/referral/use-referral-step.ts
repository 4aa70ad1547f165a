import { useTranslation } from 'react-i18next';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useStep } from '../form/use-step.js';
import type { EnteredRow, EntryKind } from '../offline/entry.js';

/** A way to take the next step of a referral, by the name of its route; pressed twice it is stored once. */
export function useReferralStep({
  referralId,
  caseId,
  caseNumber,
  to,
}: {
  readonly referralId: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly to?: string;
}) {
  const { t } = useTranslation('common');
  const nameOf = useOrganisationName();
  const takeStep = useStep({ caseId, caseNumber });
  return async (route: string, body: object, kind: EntryKind, summary: readonly EnteredRow[]): Promise<void> => {
    await takeStep({
      path: `/referrals/${referralId}/${route}`,
      body,
      kind,
      summary: [...(to === undefined ? [] : [{ label: t('label.organisation'), value: nameOf(to) }]), ...summary],
    });
  };
}
