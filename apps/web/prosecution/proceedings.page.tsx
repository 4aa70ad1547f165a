import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProceedingItem } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { proceedingStages } from '../codes.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { Tag } from '../components/tag.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { Filters } from '../list/filters.js';
import { PagedList } from '../list/paged-list.js';
import { RowLink } from '../list/row-link.js';
import { usePages } from '../list/use-pages.js';
import { Marks } from './marks.js';
import { useArticle } from './use-article.js';

/** The proceedings that the office leads or the police registered, by stage; up to date by itself. */
export function ProceedingsPage() {
  const { t } = useTranslation(['prosecution', 'common']);
  const code = useCode();
  const { roles } = useMe();
  const [stage, setStage] = useState('');
  const pages = usePages<ProceedingItem>('/caseload/proceedings', { limit: 200, stage });
  const prosecutor = roles.includes('prosecutor');
  return (
    <Page title={t('title')} lead={prosecutor ? t('list.leadOffice') : t('list.leadPolice')}>
      <Filters set={stage === '' ? 0 : 1}>
        <NativeSelect
          label={t('common:label.stage')}
          value={stage}
          onChange={({ currentTarget }) => setStage(currentTarget.value)}
          data={[
            { value: '', label: t('common:cases.any') },
            ...proceedingStages.map((value) => ({ value, label: code('proceedingStage', value) })),
          ]}
        />
      </Filters>
      <PagedList
        pages={pages}
        label={t('title')}
        keyOf={({ proceedingId }) => proceedingId}
        row={(item) => <ProceedingRow item={item} />}
        empty={
          stage === '' ? (
            <Empty title={t('common:state.empty')} hint={prosecutor ? t('list.emptyOffice') : t('list.emptyPolice')} />
          ) : (
            <Empty title={t('common:state.nothingFound')} hint={t('list.noneAtStage')} />
          )
        }
      />
    </Page>
  );
}

function ProceedingRow({ item }: { readonly item: ProceedingItem }) {
  const { t } = useTranslation(['prosecution', 'common']);
  const { organisationId } = useMe();
  const { date } = useFormats();
  const article = useArticle();
  const nameOf = useOrganisationName();
  return (
    <RowLink
      to={`/cases/${item.caseId}/proceedings/${item.proceedingId}`}
      title={item.caseNumber}
      aside={
        <>
          {item.exercise && <Tag>{t('common:state.training')}</Tag>}
          <Marks {...item} />
        </>
      }
    >
      {item.articles.map((one) => article(one, item.registeredOn)).join('; ')}
      <br />
      {t('list.registered', { date: date(item.registeredOn) })} ·{' '}
      {nameOf(item.office === organisationId ? item.registeredBy : item.office)}
      {item.stageSince !== item.registeredOn && (
        <>
          <br />
          {t('list.since', { date: date(item.stageSince) })}
        </>
      )}
    </RowLink>
  );
}
