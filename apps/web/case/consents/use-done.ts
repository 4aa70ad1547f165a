import { useTranslation } from 'react-i18next';
import { useLeave } from '../../form/use-leave.js';

/** Goes back to what she agreed to, in place of the form, and says what was done. */
export function useDone(caseId: string) {
  const { t } = useTranslation('common');
  const done = useLeave(`/cases/${caseId}/consents`);
  return { done: (said: string) => done(said), queued: () => done(t('form.keptOnDevice')) };
}
