import { useTranslation } from 'react-i18next';
import type { RetentionItem } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { Due } from '../components/due.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { Tag } from '../components/tag.js';
import { useFormats } from '../i18n/index.js';
import { PagedList } from '../list/paged-list.js';
import { RowLink } from '../list/row-link.js';
import { usePages } from '../list/use-pages.js';

/** Who is erased by herself in the next 30 days, since her data were kept as long as the law says. */
export function RetentionPage() {
  const { t } = useTranslation('protection');
  const { clocks } = useInstallation();
  const { date } = useFormats();
  const pages = usePages<RetentionItem>('/retention', { limit: 100 }, { live: false });
  return (
    <Page title={t('retention.title')} lead={t('retention.lead', { count: clocks.retentionYears })}>
      <PagedList
        pages={pages}
        label={t('retention.title')}
        keyOf={({ personId }) => personId}
        row={({ caseNumber, closedOn, eraseOn, held }) => (
          <RowLink
            to={`/protection/erasure/${caseNumber}`}
            title={caseNumber}
            aside={held ? <Tag tone="wait">{t('retention.held')}</Tag> : <Due at={eraseOn} />}
          >
            {t('retention.closedOn', { date: date(closedOn) })} · {t('retention.eraseOn', { date: date(eraseOn) })}
          </RowLink>
        )}
        empty={<Empty title={t('retention.empty')} hint={t('retention.emptyHint')} />}
      />
    </Page>
  );
}
