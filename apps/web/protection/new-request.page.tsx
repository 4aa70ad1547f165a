import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.js';
import { FindCase } from './find-case.js';
import { FoundCase } from './found-case.js';
import { ReceiveRequest } from './receive-request.js';

/** Records that a person asked the data protection officer herself. */
export function NewRequestPage() {
  const { t } = useTranslation('protection');
  const [caseNumber, setCaseNumber] = useState<string>();
  return (
    <Page title={t('requests.record')} narrow>
      <FindCase onFind={setCaseNumber} />
      {caseNumber !== undefined && (
        <FoundCase caseNumber={caseNumber}>{(found) => <ReceiveRequest key={found.caseId} {...found} />}</FoundCase>
      )}
    </Page>
  );
}
