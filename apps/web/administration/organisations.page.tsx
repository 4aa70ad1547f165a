import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganisationItem } from '../api/answers.js';
import { organisationTypes } from '../codes.js';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { ProblemMessage } from '../components/problem-message.js';
import { Tag } from '../components/tag.js';
import { organisationsQuery } from '../directory/use-organisations.js';
import { inOrder, useCode, useFormats, type Language } from '../i18n/index.js';
import { Filters } from '../list/filters.js';
import { RowLink } from '../list/row-link.js';
import styles from './administration.module.css';

/** Every organisation of the mechanism, found by name and kind. */
export function OrganisationsPage() {
  const { t } = useTranslation(['administration', 'common']);
  return (
    <Page
      title={t('common:menu.organisations')}
      lead={t('organisations.lead')}
      actions={
        <Button component={Link} to="/organisations/new">
          {t('organisations.register')}
        </Button>
      }
    >
      <Found />
    </Page>
  );
}

function Found() {
  const { t, i18n } = useTranslation(['administration', 'common']);
  const code = useCode();
  const { number } = useFormats();
  const [name, setName] = useState('');
  const [type, setType] = useState('');
  const { data, isPending, error, refetch } = useQuery(organisationsQuery);
  if (isPending) return <Loading lines={6} />;
  if (data === undefined) return <ProblemMessage error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <Empty title={t('common:state.empty')} hint={t('organisations.emptyHint')} />;
  const compare = inOrder(i18n.language as Language);
  const found = data
    .filter((one) => type === '' || one.type === type)
    .filter((one) => one.name.toLocaleLowerCase().includes(name.trim().toLocaleLowerCase()))
    .toSorted((one, other) => compare(one.name, other.name));
  return (
    <>
      <Filters set={[name, type].filter((value) => value !== '').length}>
        <TextInput
          label={t('organisation.name')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          autoComplete="off"
        />
        <NativeSelect
          label={t('organisation.type')}
          value={type}
          onChange={({ currentTarget }) => setType(currentTarget.value)}
          data={[
            { value: '', label: t('common:cases.any') },
            ...organisationTypes.map((value) => ({ value, label: code('organisationType', value) })),
          ]}
        />
      </Filters>
      <Text c="dimmed" mb="sm" role="status">
        {t('organisations.found', { count: found.length, number: number(found.length) })}
      </Text>
      {found.length === 0 ? (
        <Empty title={t('common:state.nothingFound')} hint={t('common:state.nothingFoundHint')} />
      ) : (
        <ul className={styles.list} aria-label={t('common:menu.organisations')}>
          {found.map((organisation) => (
            <li key={organisation.organisationId}>
              <OrganisationRow organisation={organisation} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function OrganisationRow({ organisation }: { readonly organisation: OrganisationItem }) {
  const { t } = useTranslation('administration');
  const code = useCode();
  const { organisationId, name, type, services, regions } = organisation;
  return (
    <RowLink
      to={`/organisations/${organisationId}/members`}
      title={name}
      aside={<Tag>{code('organisationType', type)}</Tag>}
    >
      {regions.length === 0 ? t('organisation.everywhere') : regions.map((one) => code('region', one)).join(' · ')}
      {services.length > 0 && (
        <>
          <br />
          {services.map((one) => code('service', one)).join(' · ')}
        </>
      )}
    </RowLink>
  );
}
