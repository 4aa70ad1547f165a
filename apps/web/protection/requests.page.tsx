import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubjectRequestItem } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { useMe } from '../app/session.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { useCode } from '../i18n/index.js';
import { PagedList } from '../list/paged-list.js';
import { usePages } from '../list/use-pages.js';
import { SubjectRequest } from './subject-request.js';

const states = ['Open', 'Overdue', 'Answered'] as const;

/** What people ask about their own data, and until when each is answered. */
export function RequestsPage() {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const { roles } = useMe();
  const { clocks } = useInstallation();
  const [state, setState] = useState<string>('Open');
  const pages = usePages<SubjectRequestItem>('/subject-requests', { state, limit: 200 });
  // what is due first stands first; what was answered, as it comes: newest first
  const items =
    state === 'Open' || state === 'Overdue'
      ? pages.items.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn))
      : pages.items;
  const officer = roles.includes('data-protection-officer');
  return (
    <Page
      title={t('requests.title')}
      lead={t('requests.lead', { count: clocks.subjectRequestDays })}
      actions={
        officer && (
          <Button component={Link} to="/requests/new">
            {t('requests.record')}
          </Button>
        )
      }
    >
      <NativeSelect
        label={t('show')}
        value={state}
        onChange={({ currentTarget }) => setState(currentTarget.value)}
        data={[
          ...states.map((value) => ({ value, label: code('subjectRequestState', value) })),
          { value: '', label: t('common:cases.any') },
        ]}
        maw="20rem"
        mb="md"
      />
      <PagedList
        pages={{ ...pages, items }}
        label={t('requests.title')}
        keyOf={({ requestId }) => requestId}
        row={(request) => <SubjectRequest request={request} officer={officer} />}
        rowHeight={160}
        empty={
          <Empty title={t('requests.empty')} hint={officer ? t('requests.emptyHint') : t('requests.emptyHintHolder')} />
        }
      />
    </Page>
  );
}
