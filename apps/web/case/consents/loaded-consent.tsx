import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ConsentOnFileAnswer } from '../../api/answers.js';
import { Empty } from '../../components/empty.js';
import { LoadedCase } from '../loaded-case.js';

/** The consent that the address names, with its case. */
export function LoadedConsent({ children }: { children(consent: ConsentOnFileAnswer, file: CaseAnswer): ReactNode }) {
  const { t } = useTranslation('common');
  const { consentId } = useParams({ strict: false }) as { consentId: string };
  return (
    <LoadedCase>
      {(file) => {
        const consent = file.consents?.find((one) => one.consentId === consentId);
        if (consent === undefined)
          return <Empty title={t('problem.not-found.title')} hint={t('problem.not-found.hint')} />;
        return children(consent, file);
      }}
    </LoadedCase>
  );
}
