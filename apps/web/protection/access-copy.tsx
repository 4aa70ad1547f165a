import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '../i18n/index.js';
import { WithSecondFactor } from './second-factor.js';

/** Her own copy of everything that is recorded about her, in her language, to print and hand over. */
export function AccessCopy({
  caseId,
  onAnswer,
  onClose,
}: {
  readonly caseId: string;
  /** It was handed over. */
  onAnswer(): void;
  onClose(): void;
}) {
  const { t, i18n } = useTranslation(['protection', 'common']);
  const [language, setLanguage] = useState(i18n.language);
  const document = `/api/v1/cases/${caseId}/subject-access?${new URLSearchParams({ format: 'html', language })}`;
  return (
    <Stack gap="md" align="flex-start">
      <Text>{t('copy.lead')}</Text>
      <WithSecondFactor>
        <NativeSelect
          label={t('herLanguage')}
          value={language}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <Group gap="sm">
          <Button component="a" href={document} target="_blank" rel="noopener noreferrer">
            {t('copy.open')} ({t('common:reader.newTab')})
          </Button>
          <Button variant="default" onClick={onAnswer}>
            {t('copy.handed')}
          </Button>
        </Group>
      </WithSecondFactor>
      <Button variant="subtle" onClick={onClose}>
        {t('common:action.close')}
      </Button>
    </Stack>
  );
}
