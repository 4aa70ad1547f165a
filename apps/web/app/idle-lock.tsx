import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lastTouched } from '../api/activity.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { idle, lockDevice } from '../offline/device-key.js';
import { queryClient } from './query-client.js';
import { standingQuery } from './session.js';

/** So long before that it is said, in ms (WCAG 2.2, 2.2.1: at least 20 s to extend it). */
const warning = 2 * 60_000;
/** While somebody types, which asks the server for nothing, it is told so often that they are there, in ms. */
const sign = 5 * 60_000;

const prolong = (): Promise<void> => queryClient.invalidateQueries({ queryKey: standingQuery.queryKey });

/**
 * Says that the session is about to end, and lets it go on by one press; when it has ended nothing stays on the screen, and
 * what is kept on the device is locked. Without network there is no session to prolong: it only locks.
 */
export function IdleLock({ online }: { readonly online: boolean }) {
  const { t } = useTranslation('common');
  const [warned, setWarned] = useState(false);
  const locked = useRef(false);
  const prolonged = useRef(Date.now());
  useEffect(() => {
    const look = () => {
      const unused = Date.now() - lastTouched();
      setWarned(online && unused > idle - warning);
      if (online && lastTouched() > prolonged.current + sign) {
        prolonged.current = Date.now();
        void prolong();
      }
      const isOver = unused > idle;
      if (isOver && !locked.current) void lockDevice().then(() => queryClient.resetQueries());
      locked.current = isOver;
    };
    const timer = setInterval(look, 5_000);
    // a telephone stops the clock of a page that is not seen
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [online]);
  return (
    <ConfirmDialog
      open={warned}
      title={t('idle.title')}
      text={t('idle.text')}
      choices={[{ label: t('idle.goOn'), act: prolong }]}
      onClose={() => setWarned(false)}
    />
  );
}
