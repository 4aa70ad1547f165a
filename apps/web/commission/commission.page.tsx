import { Button, Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseloadItem, CaseloadSummary } from '../api/answers.js';
import { get } from '../api/client.js';
import { useMe } from '../app/session.js';
import { identificationStatuses, type IdentificationStatus } from '../codes.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { Tag } from '../components/tag.js';
import { useOrganisations } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { PagedList } from '../list/paged-list.js';
import { RowLink } from '../list/row-link.js';
import { usePages } from '../list/use-pages.js';

/** Who is presumed to be a victim waits for the commission's word. */
const awaiting: IdentificationStatus = 'PossibleVictimOfTrafficking';

/** What else becomes of a case. */
const outcomes = identificationStatuses.filter((status) => status !== awaiting);

/** The cases of the commission's region: those that wait for a decision, and those that do not, by what came of them. */
export function CommissionPage() {
  const { t } = useTranslation(['commission', 'common']);
  const code = useCode();
  const { organisationId } = useMe();
  const regions = useOrganisations().find((one) => one.organisationId === organisationId)?.regions ?? [];
  const [decided, setDecided] = useState(false);
  const [outcome, setOutcome] = useState<IdentificationStatus>('ActualVictimOfTrafficking');
  const [region, setRegion] = useState('');
  const status = decided ? outcome : awaiting;
  const pages = usePages<CaseloadItem>('/caseload', { limit: 200, status, region });
  const counted = useCounted();
  const { number } = useFormats();
  const withCount = (text: string, ...of: IdentificationStatus[]) =>
    counted ? `${text} (${number(counted(of))})` : text;
  const view = (ofDecided: boolean, label: string) => (
    <Button
      variant={ofDecided === decided ? 'filled' : 'default'}
      aria-pressed={ofDecided === decided}
      onClick={() => setDecided(ofDecided)}
    >
      {label}
    </Button>
  );
  return (
    <Page
      title={t('title')}
      lead={
        regions.length === 0
          ? t('lead')
          : t('leadRegions', { regions: regions.map((one) => code('region', one)).join(', ') })
      }
    >
      <Group gap="xs" mb="md" role="group" aria-label={t('show')}>
        {view(false, withCount(t('awaiting'), awaiting))}
        {view(true, withCount(t('decided'), ...outcomes))}
      </Group>
      <Group gap="md" mb="lg">
        {decided && (
          <NativeSelect
            label={t('outcome')}
            value={outcome}
            onChange={({ currentTarget }) => setOutcome(currentTarget.value as IdentificationStatus)}
            data={outcomes.map((value) => ({ value, label: withCount(code('identificationStatus', value), value) }))}
          />
        )}
        {regions.length > 1 && (
          <NativeSelect
            label={t('common:label.region')}
            value={region}
            onChange={({ currentTarget }) => setRegion(currentTarget.value)}
            data={[
              { value: '', label: t('common:cases.any') },
              ...regions.map((value) => ({ value, label: code('region', value) })),
            ]}
          />
        )}
      </Group>
      <PagedList
        pages={pages}
        label={decided ? code('identificationStatus', outcome) : t('awaiting')}
        keyOf={({ caseId }) => caseId}
        row={(item) => <CaseRow item={item} />}
        empty={
          decided ? (
            <Empty title={t('noneDecided')} />
          ) : (
            <Empty title={t('nothingWaits')} hint={t('nothingWaitsHint')} />
          )
        }
      />
    </Page>
  );
}

/** How many cases have one of these statuses, training data left out; undefined while it is asked. */
function useCounted(): ((statuses: readonly string[]) => number) | undefined {
  const { data } = useQuery({
    queryKey: ['live', '/caseload/summary', 'status'],
    queryFn: ({ signal }) => get<CaseloadSummary>('/caseload/summary', { parameters: { by: 'status' }, signal }),
  });
  return (
    data &&
    ((statuses) =>
      data.data.items
        .filter(({ status }) => status !== undefined && statuses.includes(status))
        .reduce((sum, { count }) => sum + count, 0))
  );
}

/** One that waits leads to its decision, one that is decided to the case. */
function CaseRow({ item }: { readonly item: CaseloadItem }) {
  const { t } = useTranslation(['commission', 'common']);
  const code = useCode();
  const { date } = useFormats();
  const facts = [
    item.ageGroup && code('ageGroup', item.ageGroup),
    item.gender && code('gender', item.gender),
    item.region && code('region', item.region),
  ];
  return (
    <RowLink
      to={item.status === awaiting ? `/cases/${item.caseId}/decide` : `/cases/${item.caseId}`}
      title={item.caseNumber}
      aside={
        <>
          {item.exercise && <Tag>{t('common:state.training')}</Tag>}
          {item.ageGroup !== undefined && item.ageGroup !== 'Adult' && <Tag tone="wait">{t('child')}</Tag>}
          <Tag>{code('stage', item.stage)}</Tag>
        </>
      }
    >
      {facts.filter(Boolean).join(' · ')}
      <br />
      {t('identified', { date: date(item.identifiedOn) })}
    </RowLink>
  );
}
