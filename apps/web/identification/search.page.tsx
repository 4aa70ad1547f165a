import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseloadItem, CaseloadPage, CaseSearchAnswer } from '../api/answers.js';
import { get, send } from '../api/client.js';
import { OneOf } from '../components/choices.js';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { ProblemMessage } from '../components/problem-message.js';
import { Tag } from '../components/tag.js';
import { useCode, useFormats } from '../i18n/index.js';
import { RowLink } from '../list/row-link.js';
import styles from './search.module.css';

type By = 'name' | 'number';

/** What is asked goes in a body: a name stands in no address. */
async function find(by: By, wanted: string): Promise<readonly CaseloadItem[]> {
  if (by === 'number') {
    const { data } = await get<CaseloadPage>('/caseload', { parameters: { q: wanted, limit: 50, holding: 'all' } });
    return data.items;
  }
  const idempotencyKey = crypto.randomUUID();
  return (await send<CaseSearchAnswer>({ path: '/caseload/search', body: { name: wanted }, idempotencyKey })).items;
}

/** Finds a case by its number, or by the name of the person. */
export function SearchPage() {
  const { t } = useTranslation(['identification', 'common']);
  const [by, setBy] = useState<By>('name');
  const [wanted, setWanted] = useState('');
  const [missing, setMissing] = useState(false);
  const search = useMutation({ mutationFn: () => find(by, wanted.trim()), gcTime: 0 });
  return (
    <Page title={t('common:menu.search')} narrow>
      <form
        role="search"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(wanted.trim() === '');
          if (wanted.trim() !== '') search.mutate();
        }}
      >
        <OneOf
          name="by"
          label={t('search.by')}
          value={by}
          onChange={(value) => {
            setBy(value as By);
            search.reset();
          }}
          options={[
            { value: 'name', label: t('search.name'), hint: t('search.nameHint') },
            { value: 'number', label: t('common:label.caseNumber') },
          ]}
        />
        <TextInput
          id="wanted"
          label={by === 'name' ? t('search.name') : t('common:label.caseNumber')}
          error={missing ? t('common:form.required') : undefined}
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          autoComplete="off"
          maxLength={by === 'name' ? 200 : 32}
        />
        <Group mt="md" mb="lg">
          <Button type="submit" loading={search.isPending}>
            {t('common:action.search')}
          </Button>
        </Group>
      </form>
      {search.isPending && <Loading />}
      {search.isError && <ProblemMessage error={search.error} />}
      {search.data && <Found cases={search.data} />}
    </Page>
  );
}

function Found({ cases }: { readonly cases: readonly CaseloadItem[] }) {
  const { t } = useTranslation(['identification', 'common']);
  const { date } = useFormats();
  const code = useCode();
  if (cases.length === 0) {
    return (
      <div role="status">
        <Empty title={t('common:state.nothingFound')} hint={t('search.nothingHint')} />
      </div>
    );
  }
  return (
    <>
      <Text role="status" mb="sm">
        {t('search.found', { count: cases.length })}
      </Text>
      <ul className={styles.list} aria-label={t('common:menu.cases')}>
        {cases.map((item) => (
          <li key={item.caseId}>
            <RowLink
              to={`/cases/${item.caseId}`}
              title={item.caseNumber}
              aside={<Tag tone={item.stage === 'Closed' ? 'good' : 'plain'}>{code('stage', item.stage)}</Tag>}
            >
              {[item.ageGroup && code('ageGroup', item.ageGroup), date(item.identifiedOn)].filter(Boolean).join(' · ')}
            </RowLink>
          </li>
        ))}
      </ul>
    </>
  );
}
