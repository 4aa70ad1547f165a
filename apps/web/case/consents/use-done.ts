import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../components/announcer.js';

/** Goes back to what she agreed to, in place of the form, and says what was done. */
export function useDone(caseId: string) {
  const { t } = useTranslation('common');
  const router = useRouter();
  const announce = useAnnounce();
  const done = (text: string) => {
    announce(text);
    router.history.replace(`/cases/${caseId}/consents`);
  };
  return { done, queued: () => done(t('form.keptOnDevice')) };
}
