import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lastTouched } from '../api/activity.js';
import { get } from '../api/client.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { idle, lockDevice } from '../offline/device-key.js';
import { queryClient } from './query-client.js';

/** So long before that it is said, in ms (WCAG 2.2, 2.2.1: at least 20 s to extend it). */
const warning = 2 * 60_000;

/**
 * Says that the session is about to end, and lets it go on by one press; when it has ended nothing stays on the screen, and
 * what is kept on the device is locked. Without network there is no session to prolong: it only locks.
 */
export function IdleLock({ online }: { readonly online: boolean }) {
  const { t } = useTranslation('common');
  const [warned, setWarned] = useState(false);
  const locked = useRef(false);
  useEffect(() => {
    const timer = setInterval(() => {
      const unused = Date.now() - lastTouched();
      setWarned(online && unused > idle - warning);
      const isOver = unused > idle;
      if (isOver && !locked.current) void lockDevice().then(() => queryClient.resetQueries());
      locked.current = isOver;
    }, 5_000);
    return () => clearInterval(timer);
  }, [online]);
  const goOn = async () => {
    await get('/session');
    setWarned(false);
  };
  return (
    <ConfirmDialog
      open={warned}
      title={t('idle.title')}
      text={t('idle.text')}
      choices={[{ label: t('idle.goOn'), act: goOn }]}
      onClose={() => void goOn()}
    />
  );
}
