import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseloadItem } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { identificationStatuses, stages } from '../codes.js';
import { Due } from '../components/due.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { Tag } from '../components/tag.js';
import { useCode, useFormats } from '../i18n/index.js';
import { Filters } from '../list/filters.js';
import { PagedList } from '../list/paged-list.js';
import { RowLink } from '../list/row-link.js';
import { usePages } from '../list/use-pages.js';

/** While somebody types nothing is asked for, in ms. */
const typing = 350;

/** The cases that the organisation has a part in, found by number and narrowed by where they are. */
export function CasesPage() {
  const { t } = useTranslation('common');
  const code = useCode();
  const { regions } = useInstallation();
  const [filters, setFilters] = useState({ q: '', stage: '', status: '', region: '', due: '', holding: '' });
  const [asked] = useDebouncedValue(filters, typing);
  const pages = usePages<CaseloadItem>('/caseload', { limit: 200, ...asked, holding: asked.holding || 'all' });
  const choose = (name: keyof typeof filters, label: string, options: readonly (readonly [string, string])[]) => (
    <NativeSelect
      label={label}
      value={filters[name]}
      onChange={({ currentTarget }) => setFilters({ ...filters, [name]: currentTarget.value })}
      data={[{ value: '', label: t('cases.any') }, ...options.map(([value, text]) => ({ value, label: text }))]}
    />
  );
  const filtered = Object.values(asked).some((value) => value !== '');
  return (
    <Page title={t('menu.cases')}>
      <Filters set={Object.values(filters).filter((value) => value !== '').length}>
        <TextInput
          label={t('label.caseNumber')}
          value={filters.q}
          onChange={({ currentTarget }) => setFilters({ ...filters, q: currentTarget.value })}
          autoComplete="off"
          maxLength={32}
        />
        {choose(
          'stage',
          t('label.stage'),
          stages.map((one) => [one, code('stage', one)]),
        )}
        {choose(
          'status',
          t('label.status'),
          identificationStatuses.map((one) => [one, code('identificationStatus', one)]),
        )}
        {choose(
          'region',
          t('label.region'),
          regions.map((one) => [one, code('region', one)]),
        )}
        {choose('due', t('cases.due'), [
          ['overdue', t('time.overdue')],
          ['week', t('cases.dueThisWeek')],
          ['any', t('cases.dueAny')],
        ])}
        {choose('holding', t('label.holder'), [['mine', t('cases.ours')]])}
      </Filters>
      <PagedList
        pages={pages}
        label={t('menu.cases')}
        keyOf={({ caseId }) => caseId}
        row={(item) => <CaseRow item={item} />}
        empty={
          filtered ? (
            <Empty title={t('state.nothingFound')} hint={t('state.nothingFoundHint')} />
          ) : (
            <Empty title={t('state.empty')} hint={t('cases.emptyHint')} />
          )
        }
      />
    </Page>
  );
}

function CaseRow({ item }: { readonly item: CaseloadItem }) {
  const { t } = useTranslation('common');
  const { date } = useFormats();
  const code = useCode();
  const facts = [
    item.ageGroup && code('ageGroup', item.ageGroup),
    item.gender && code('gender', item.gender),
    item.region && code('region', item.region),
    item.assignee,
    date(item.identifiedOn),
  ];
  return (
    <RowLink
      to={`/cases/${item.caseId}`}
      title={item.caseNumber}
      aside={
        <>
          {item.exercise && <Tag>{t('state.training')}</Tag>}
          {item.due && <Due at={item.due.on} />}
          <Tag tone={item.stage === 'Closed' ? 'good' : 'plain'}>{code('stage', item.stage)}</Tag>
        </>
      }
    >
      {facts.filter(Boolean).join(' · ')}
      <br />
      {code('identificationStatus', item.status)}
    </RowLink>
  );
}
