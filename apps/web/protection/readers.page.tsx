import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.js';
import { FindCase } from './find-case.js';
import { FoundCase } from './found-case.js';
import { ReadersList } from './readers-list.js';

/** Who was told of a case: found by its number. */
export function ReadersPage() {
  const { t } = useTranslation('protection');
  const { caseNumber } = useParams({ strict: false }) as { caseNumber?: string };
  const navigate = useNavigate();
  const find = (number: string) => void navigate({ to: `/protection/readers/${encodeURIComponent(number)}` });
  return (
    <Page title={t('readers.title')} lead={t('readers.lead')}>
      <FindCase key={caseNumber} initial={caseNumber ?? ''} onFind={find} />
      {caseNumber !== undefined && (
        <FoundCase caseNumber={caseNumber}>{(found) => <ReadersList {...found} />}</FoundCase>
      )}
    </Page>
  );
}
