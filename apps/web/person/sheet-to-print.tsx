import { Button, Checkbox, Group, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ReadersSheetAnswer } from '../api/answers.js';
import { get } from '../api/client.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { ProblemMessage } from '../components/problem-message.js';
import { languageNames, languages, type Language } from '../i18n/index.js';
import { Sheet } from './sheet.js';

/** Her sheet with what is chosen before it is printed: her language, and whether her name stands on it. */
export function SheetToPrint({ caseId, file }: { readonly caseId: string; readonly file?: CaseAnswer }) {
  const { t, i18n } = useTranslation(['protection', 'common']);
  const [language, setLanguage] = useState(i18n.language as Language);
  const [named, setNamed] = useState(false);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['sheet', caseId, language],
    queryFn: async ({ signal }) => {
      await i18n.loadLanguages(language);
      return get<ReadersSheetAnswer>(`/cases/${caseId}/readers/sheet`, {
        parameters: { language, format: 'json' },
        signal,
      });
    },
    // every asking is in the log of reads
    staleTime: Infinity,
  });
  const name = file?.masked?.includes('Identity') ? undefined : file?.person?.name;
  return (
    <Page title={t('sheet.title')} lead={t('sheet.lead')}>
      <Group align="flex-end" gap="md" mb="md">
        <NativeSelect
          label={t('herLanguage')}
          value={language}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value as Language)}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <Button disabled={data === undefined} onClick={() => print()}>
          {t('common:action.print')}
        </Button>
      </Group>
      {name !== undefined && (
        <Checkbox
          label={t('sheet.withName')}
          description={t('sheet.withNameHint')}
          checked={named}
          onChange={({ currentTarget }) => setNamed(currentTarget.checked)}
          mb="md"
        />
      )}
      {file === undefined && (
        <Text c="dimmed" mb="md">
          {t('sheet.withoutConsents')}
        </Text>
      )}
      {isPending && <Loading lines={8} />}
      {error !== null && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {data && (
        <Sheet readers={data.data} language={language} consents={file?.consents} name={named ? name : undefined} />
      )}
    </Page>
  );
}
