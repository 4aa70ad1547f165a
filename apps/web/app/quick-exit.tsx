import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstallation } from './installation.js';
import { leaveAtOnce, onNews } from './session.js';

/** How often Shift is pressed to leave, and within how long, in ms: as in the pattern "Exit this page". */
const presses = 3;
const within = 5_000;
/** Nobody waits longer than this for what is kept here to be locked, in ms. */
const patience = 200;

/**
 * Leaves at once, in all tabs: another page takes this one's place, so that going back does not come here, and the session
 * ends. Also by Shift three times.
 */
export function QuickExit() {
  const { t } = useTranslation('common');
  const { quickExitUrl } = useInstallation();
  useEffect(() => {
    let times: number[] = [];
    const onKey = ({ key, timeStamp }: KeyboardEvent) => {
      times = key === 'Shift' ? [...times.filter((time) => timeStamp - time < within), timeStamp] : [];
      if (times.length >= presses) leave(quickExitUrl);
    };
    addEventListener('keyup', onKey);
    const elsewhere = onNews('left', () => show(quickExitUrl));
    return () => {
      removeEventListener('keyup', onKey);
      elsewhere();
    };
  }, [quickExitUrl]);
  return (
    <Button color="red.7" variant="filled" size="sm" onClick={() => leave(quickExitUrl)} title={t('quickExit.hint')}>
      {t('quickExit.button')}
    </Button>
  );
}

function leave(url: string): void {
  const patient = new Promise((resolve) => setTimeout(resolve, patience));
  show(url, Promise.race([leaveAtOnce(), patient]));
}

function show(url: string, when: Promise<unknown> = Promise.resolve()): void {
  // nothing of this page stays on the screen while the other one is fetched
  document.body.replaceChildren();
  void when.finally(() => location.replace(url));
}
