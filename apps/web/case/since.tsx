import { useTranslation } from 'react-i18next';
import type { CaseAnswer, TimelineEntry } from '../api/answers.js';
import { Panel } from '../components/panel.js';
import { TimelineDays } from './timeline-days.js';

/** What was recorded after the time that is shown. `today`: the case as it is known now. */
export function Since({ today, entries }: { readonly today: CaseAnswer; readonly entries: readonly TimelineEntry[] }) {
  const { t } = useTranslation('case');
  return (
    <Panel title={t('asOf.since', { count: entries.length })}>
      <TimelineDays file={today} entries={entries} />
    </Panel>
  );
}
