import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportStandingAnswer } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { TakesFocus } from '../components/takes-focus.js';
import { PagedList } from '../list/paged-list.js';
import { usePages } from '../list/use-pages.js';
import { AskForExport } from './ask-for-export.js';
import { Export } from './export.js';

/** An approval is no notice to who asked: the page looks after it, in ms. */
const again = 10_000;

/** Copies of an organisation's cases as a file: asked for by one, approved by another, taken once. */
export function ExportsPage() {
  const { t } = useTranslation('protection');
  const { user, roles } = useMe();
  const [asking, setAsking] = useState(false);
  const waits = ({ state, requestedBy }: ExportStandingAnswer) => state === 'Requested' && requestedBy === user;
  const pages = usePages<ExportStandingAnswer>(
    '/exports',
    { limit: 50 },
    { look: (items) => items.some(waits) && again },
  );
  const officer = roles.includes('data-protection-officer');
  return (
    <Page
      title={t('exports.title')}
      lead={officer ? t('exports.leadOfficer') : t('exports.lead')}
      actions={!officer && !asking && <Button onClick={() => setAsking(true)}>{t('exports.ask')}</Button>}
    >
      {asking && (
        <TakesFocus label={t('exports.ask')}>
          <AskForExport onDone={() => setAsking(false)} />
        </TakesFocus>
      )}
      <PagedList
        pages={pages}
        label={t('exports.title')}
        keyOf={({ exportId }) => exportId}
        row={(one) => <Export asked={one} />}
        rowHeight={140}
        empty={
          <Empty title={t('exports.empty')} hint={officer ? t('exports.emptyHintOfficer') : t('exports.emptyHint')} />
        }
      />
    </Page>
  );
}
