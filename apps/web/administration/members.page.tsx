import { Button, Checkbox, Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberItem, OrganisationItem } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { rolesOfOrganisation, type OrganisationType } from '../codes.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { useCode } from '../i18n/index.js';
import { PagedList } from '../list/paged-list.js';
import { usePages } from '../list/use-pages.js';
import { LoadedOrganisation } from './loaded-organisation.js';
import { MemberRow } from './member-row.js';

/** Who works for an organisation, in which roles. */
export function MembersPage() {
  return <LoadedOrganisation>{(organisation) => <Members organisation={organisation} />}</LoadedOrganisation>;
}

function Members({ organisation }: { readonly organisation: OrganisationItem }) {
  const { t } = useTranslation(['administration', 'common']);
  const code = useCode();
  const { roles } = useMe();
  const [left, setLeft] = useState(false);
  const { organisationId, name, type, services, regions } = organisation;
  const pages = usePages<MemberItem>(`/organisations/${organisationId}/members`, { limit: 200, left }, { live: false });
  const hasMembers = rolesOfOrganisation[type as OrganisationType].length > 0;
  return (
    <Page
      title={name}
      lead={code('organisationType', type)}
      actions={
        <Group gap="sm">
          {hasMembers && (
            <Button component={Link} to={`/organisations/${organisationId}/invite`}>
              {t('members.invite')}
            </Button>
          )}
          {roles.includes('administrator') && (
            <Button component={Link} to={`/organisations/${organisationId}/details`} variant="default">
              {t('organisation.change')}
            </Button>
          )}
        </Group>
      }
    >
      <Text>
        {regions.length === 0 ? t('organisation.everywhere') : regions.map((one) => code('region', one)).join(' · ')}
      </Text>
      {services.length > 0 && <Text c="dimmed">{services.map((one) => code('service', one)).join(' · ')}</Text>}
      <Group justify="space-between" mt="xl" mb="sm">
        <Title order={2}>{t('common:menu.members')}</Title>
        <Checkbox
          label={t('members.withLeft')}
          checked={left}
          onChange={({ currentTarget }) => setLeft(currentTarget.checked)}
        />
      </Group>
      <PagedList
        pages={pages}
        label={t('common:menu.members')}
        keyOf={({ user }) => user}
        row={(member) => <MemberRow member={member} organisation={organisation} />}
        empty={
          <Empty title={t('members.nobody')} hint={hasMembers ? t('members.nobodyHint') : t('members.neverAnybody')} />
        }
      />
    </Page>
  );
}
