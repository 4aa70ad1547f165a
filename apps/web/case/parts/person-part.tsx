import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { SummaryList } from '../../components/summary-list.js';
import { useCode, useFormats } from '../../i18n/index.js';

const fields = ['name', 'birthDate', 'identityNumber', 'phone', 'email', 'safeContact', 'address'] as const;

/** Who she is, as far as the reader sees it. */
export function PersonPart({ file: { person, masked = [], erased } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { date } = useFormats();
  if (erased) {
    return (
      <Panel title={t('person.title')}>
        <Text>{t('person.erased')}</Text>
      </Panel>
    );
  }
  if (person === undefined) return null;
  return (
    <Panel title={t('person.title')}>
      {masked.length > 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('person.masked')}
        </Text>
      )}
      <SummaryList
        rows={fields.flatMap((field) => {
          const value = person[field];
          if (value === undefined) return [];
          // of a date of birth a mask leaves the year
          return [
            { label: code('field', field), value: field === 'birthDate' && value.length === 10 ? date(value) : value },
          ];
        })}
      />
    </Panel>
  );
}
