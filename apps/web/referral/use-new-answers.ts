import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralItem } from '../api/answers.js';
import { useAnnounce } from '../components/announcer.js';
import { useCode } from '../i18n/index.js';

/** Says it when a referral on the page was answered meanwhile. */
export function useNewAnswers(referrals: readonly ReferralItem[]): void {
  const { t } = useTranslation('referral');
  const announce = useAnnounce();
  const code = useCode();
  const known = useRef(new Map<string, string>());
  useEffect(() => {
    const changed = referrals.filter(({ referralId, state }) => (known.current.get(referralId) ?? state) !== state);
    for (const { referralId, state } of referrals) known.current.set(referralId, state);
    if (changed.length === 0) return;
    announce(
      changed
        .map(({ caseNumber, state }) => t('sent.changed', { number: caseNumber, state: code('referralState', state) }))
        .join(' '),
    );
  }, [referrals, announce, code, t]);
}
