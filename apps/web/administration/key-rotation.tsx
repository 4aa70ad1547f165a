import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProgressBar } from '../components/progress-bar.js';

/** How far a rotation of the keys is. `toRewrap`: persons whose key is still wrapped by the former period. */
export function KeyRotation({ toRewrap }: { readonly toRewrap: number }) {
  const { t } = useTranslation('administration');
  // nobody says how many there were: the most that was seen
  const [most, setMost] = useState(toRewrap);
  if (toRewrap > most) setMost(toRewrap);
  return <ProgressBar label={t('keys.rotating')} done={most - toRewrap} of={most === 0 ? undefined : most} />;
}
