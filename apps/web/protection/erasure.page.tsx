import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.js';
import { ErasureOf } from './erasure-of.js';
import { FindCase } from './find-case.js';
import { FoundCase } from './found-case.js';

/** Erases what is known of a person, found by the number of her case; afterwards, the certificate of it. */
export function ErasurePage() {
  const { t } = useTranslation('protection');
  const { caseNumber } = useParams({ strict: false }) as { caseNumber?: string };
  const navigate = useNavigate();
  const find = (number: string) => void navigate({ to: `/protection/erasure/${encodeURIComponent(number)}` });
  return (
    <Page title={t('erasure.title')} lead={t('erasure.lead')} narrow>
      <div className="not-printed">
        <FindCase key={caseNumber} initial={caseNumber ?? ''} onFind={find} />
      </div>
      {caseNumber !== undefined && (
        <FoundCase caseNumber={caseNumber}>{({ personId }) => <ErasureOf personId={personId} />}</FoundCase>
      )}
    </Page>
  );
}
