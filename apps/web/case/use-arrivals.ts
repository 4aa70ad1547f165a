import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { useAnnounce } from '../components/announcer.js';
import { useEntryText } from './use-entry-text.js';

/** Announces what others do with the case while it is open. Answers how many steps were there when it was opened. */
export function useArrivals(file: CaseAnswer): number {
  const { t } = useTranslation('case');
  const announce = useAnnounce();
  const say = useEntryText(file);
  const { timeline } = file;
  const [seen] = useState(timeline.length);
  const told = useRef(timeline.length);
  useEffect(() => {
    const arrived = timeline.slice(told.current);
    told.current = timeline.length;
    if (arrived.length > 0) announce(t('timeline.arrived', { what: arrived.map(say).join('. ') }));
  }, [timeline, announce, say, t]);
  return seen;
}
