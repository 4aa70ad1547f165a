import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { Due } from '../components/due.js';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { Tag } from '../components/tag.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { PagedList } from '../list/paged-list.js';
import { Row } from '../list/row.js';
import { RowLink } from '../list/row-link.js';
import { usePages } from '../list/use-pages.js';
import { wayOf } from './notice-way.js';

/** What asks for something that somebody does. */
const asking: readonly Notice['kind'][] = [
  'SecondOpinionNeeded',
  'TransferToNotify',
  'BreakGlassOpened',
  'SubjectRequestReceived',
  'ExportRequested',
];
const waits = ({ kind, doneAt }: Notice): boolean => asking.includes(kind) && doneAt === undefined;

/** What one is told, newest first, each leading to what it is about. */
export function NoticesPage() {
  const { t } = useTranslation(['protection', 'common']);
  const [only, setOnly] = useState('');
  const pages = usePages<Notice>('/notices', { limit: 200 });
  const shown = only === '' ? pages.items : pages.items.filter(waits);
  return (
    <Page title={t('common:menu.notices')} lead={t('notices.lead')}>
      <NativeSelect
        label={t('show')}
        value={only}
        onChange={({ currentTarget }) => setOnly(currentTarget.value)}
        data={[
          { value: '', label: t('common:cases.any') },
          { value: 'waiting', label: t('notices.waiting') },
        ]}
        maw="20rem"
        mb="md"
      />
      <PagedList
        pages={{ ...pages, items: shown }}
        label={t('common:menu.notices')}
        // one event can give rise to several
        keyOf={({ noticeId, kind }) => `${noticeId} ${kind}`}
        row={(notice) => <NoticeRow notice={notice} />}
        empty={
          pages.hasNextPage ? (
            <Loading />
          ) : only === '' ? (
            <Empty title={t('notices.empty')} hint={t('notices.emptyHint')} />
          ) : (
            <Empty title={t('notices.allDone')} />
          )
        }
      />
    </Page>
  );
}

function NoticeRow({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const nameOf = useOrganisationName();
  const { dateTime, ago } = useFormats();
  const { roles } = useMe();
  const { kind, at, caseNumber, organisationId, user, dueAt, doneAt, exercise } = notice;
  const who = [caseNumber, organisationId && nameOf(organisationId), user].filter(Boolean).join(' · ');
  const marks = (
    <>
      {exercise && <Tag>{t('common:state.training')}</Tag>}
      {doneAt !== undefined && <Tag tone="good">{t('notices.done')}</Tag>}
      {waits(notice) && (dueAt === undefined ? <Tag tone="wait">{t('notices.toDo')}</Tag> : <Due at={dueAt} />)}
    </>
  );
  const more = (
    <>
      {who}
      {who !== '' && <br />}
      <time dateTime={at} title={dateTime(at)}>
        {ago(at)}
      </time>
    </>
  );
  const to = wayOf(notice, roles);
  if (to === undefined) {
    return (
      <Row title={code('noticeKind', kind)} aside={marks}>
        {more}
      </Row>
    );
  }
  return (
    <RowLink to={to} title={code('noticeKind', kind)} aside={marks}>
      {more}
    </RowLink>
  );
}
