import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { SummaryList } from '../../components/summary-list.js';
import { useFactRows } from './use-fact-rows.js';

/** The coded facts; of another time, with what they are today where that is something else. */
export function FactsPart({ file, today }: { readonly file: CaseAnswer; readonly today?: CaseAnswer | undefined }) {
  const { t } = useTranslation('case');
  const rowsOf = useFactRows();
  const rows = rowsOf(file);
  const later = today === undefined ? [] : rowsOf(today);
  const labels = [...new Set([...rows, ...later].map(({ label }) => label))];
  const valueIn = (some: typeof rows, wanted: string) => some.find(({ label }) => label === wanted)?.value;
  return (
    <Panel title={t('facts.title')}>
      <SummaryList
        rows={labels.map((label) => {
          const then = valueIn(rows, label);
          const now = valueIn(later, label);
          return {
            label,
            value: (
              <>
                {then ?? t('facts.notKnown')}
                {today !== undefined && now !== then && (
                  <Text size="sm" fw={600}>
                    {t('facts.today', { value: now ?? t('facts.notKnown') })}
                  </Text>
                )}
              </>
            ),
          };
        })}
      />
    </Panel>
  );
}
