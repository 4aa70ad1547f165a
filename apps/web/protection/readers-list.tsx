import { Button, NativeSelect, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReaderItem } from '../api/answers.js';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { Tag } from '../components/tag.js';
import { useCode, useFormats } from '../i18n/index.js';
import { Filters } from '../list/filters.js';
import { PagedList } from '../list/paged-list.js';
import { Row } from '../list/row.js';
import { usePages } from '../list/use-pages.js';

const nameOf = ({ organisationName, organisationId }: ReaderItem): string =>
  organisationName ?? organisationId.slice(0, 8);

/** What a list of readers can be narrowed by; each says of a read what it is by its value. */
const narrowedBy = {
  organisation: (item: ReaderItem): readonly string[] => [nameOf(item)],
  purpose: ({ purpose }: ReaderItem): readonly string[] => [purpose],
  readKind: ({ kind }: ReaderItem): readonly string[] => [kind],
  fieldGroup: ({ fieldGroups }: ReaderItem): readonly string[] => fieldGroups,
} as const;
type Filter = keyof typeof narrowedBy;
const filters = Object.keys(narrowedBy) as readonly Filter[];

/** Everybody who was told of a case, newest first. To ask is a read as well. */
export function ReadersList({ caseId, caseNumber }: { readonly caseId: string; readonly caseNumber: string }) {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const [set, setFilters] = useState<Partial<Record<Filter, string>>>({});
  const pages = usePages<ReaderItem>(`/cases/${caseId}/readers`, { limit: 200 }, { live: false });
  const chosen = filters.filter((filter) => set[filter]);
  const shown = pages.items.filter((item) => chosen.every((filter) => narrowedBy[filter](item).includes(set[filter]!)));
  const inWords = (filter: Filter, value: string): string => (filter === 'organisation' ? value : code(filter, value));
  const optionsOf = (filter: Filter): readonly string[] => [...new Set(pages.items.flatMap(narrowedBy[filter]))];
  return (
    <>
      <Title order={2} mb="sm">
        {caseNumber}
      </Title>
      <Button component={Link} to={`/cases/${caseId}/sheet`} variant="default" mb="md">
        {t('readers.sheet')}
      </Button>
      <Filters set={chosen.length}>
        {filters.map((filter) => (
          <NativeSelect
            key={filter}
            label={t(`readers.filter.${filter}`)}
            value={set[filter] ?? ''}
            onChange={({ currentTarget }) => setFilters({ ...set, [filter]: currentTarget.value })}
            data={[
              { value: '', label: t('common:cases.any') },
              ...optionsOf(filter).map((value) => ({ value, label: inWords(filter, value) })),
            ]}
          />
        ))}
      </Filters>
      <PagedList
        pages={{ ...pages, items: shown }}
        label={t('readers.title')}
        keyOf={(item) => `${item.at} ${item.user} ${item.kind}`}
        row={(item) => <Reader item={item} />}
        rowHeight={124}
        empty={
          pages.hasNextPage ? (
            <Loading />
          ) : chosen.length > 0 ? (
            <Empty title={t('common:state.nothingFound')} hint={t('common:state.nothingFoundHint')} />
          ) : (
            <Empty title={t('readers.nobody')} />
          )
        }
      />
    </>
  );
}

function Reader({ item }: { readonly item: ReaderItem }) {
  const { t } = useTranslation('protection');
  const code = useCode();
  const { dateTime } = useFormats();
  const { at, user, role, purpose, kind, fieldGroups } = item;
  return (
    <Row title={nameOf(item)} aside={<Tag>{code('readKind', kind)}</Tag>}>
      {user} · {code('role', role)} · {code('purpose', purpose)}
      <br />
      <time dateTime={at}>{dateTime(at)}</time>
      <br />
      {fieldGroups.length === 0
        ? t('readers.codesOnly')
        : t('readers.opened', { what: fieldGroups.map((group) => code('fieldGroup', group)).join('; ') })}
    </Row>
  );
}
