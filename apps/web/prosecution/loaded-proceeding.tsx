import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ProceedingOnFileAnswer } from '../api/answers.js';
import { LoadedCase } from '../case/loaded-case.js';
import { Empty } from '../components/empty.js';

/** The proceeding that the address names, with its case and the revision that is shown. */
export function LoadedProceeding({
  children,
}: {
  children(proceeding: ProceedingOnFileAnswer, file: CaseAnswer, etag: string | undefined): ReactNode;
}) {
  const { t } = useTranslation('prosecution');
  const { proceedingId } = useParams({ strict: false }) as { proceedingId: string };
  return (
    <LoadedCase>
      {(file, etag) => {
        const proceeding = file.proceedings?.find((one) => one.proceedingId === proceedingId);
        if (proceeding === undefined) return <Empty title={t('unknown.title')} hint={t('unknown.hint')} />;
        return children(proceeding, file, etag);
      }}
    </LoadedCase>
  );
}
