import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.js';
import { ReceiveRequest } from '../../protection/receive-request.js';
import { LoadedCase } from '../loaded-case.js';

/** She asked about her own data. */
export function ReceiveRequestPage() {
  const { t } = useTranslation('case');
  return (
    <LoadedCase>
      {({ caseId, caseNumber }) => (
        <Page title={t('requests.receive')} narrow>
          <ReceiveRequest caseId={caseId} caseNumber={caseNumber} then={`/cases/${caseId}/consents`} />
        </Page>
      )}
    </LoadedCase>
  );
}
