import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { useCase } from '../case/use-case.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useCode } from '../i18n/index.js';
import styles from './care-page.module.css';
import { careRoles } from '../case/roles.js';

/** What a page of a case in care shows of it. */
export interface InCare {
  readonly file: CaseAnswer;
  /** Its revision as it is shown. */
  readonly etag: string | undefined;
}

/** A page of a case in care: which case, the way to its other parts, and what it shows once the case is there. */
export function CarePage({
  title,
  narrow = false,
  without,
  children,
}: {
  readonly title: string;
  readonly narrow?: boolean;
  /** What is shown where the case cannot be fetched. */
  readonly without?: ReactNode;
  children(care: InCare): ReactNode;
}) {
  const { t } = useTranslation('assistance');
  const { roles } = useMe();
  const code = useCode();
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const { data, isError, error, refetch } = useCase(caseId);
  const cares = careRoles.some((role) => roles.includes(role));
  const parts = [
    ['case', `/cases/${caseId}`],
    ...(cares ? ([['assistance', `/cases/${caseId}/assistance`]] as const) : []),
    ['rehabilitation', `/cases/${caseId}/rehabilitation`],
    ...(cares ? ([['notes', `/cases/${caseId}/notes`]] as const) : []),
  ] as const;
  return (
    <Page
      title={title}
      narrow={narrow}
      {...(data && { lead: `${data.data.caseNumber} · ${code('stage', data.data.stage)}` })}
    >
      <nav className={styles.parts} aria-label={t('parts.label')}>
        {parts.map(([part, path]) => (
          <Link
            key={part}
            to={path}
            activeOptions={{ exact: part === 'case' }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {t(`parts.${part}`)}
          </Link>
        ))}
      </nav>
      {data ? (
        children({ file: data.data, etag: data.etag })
      ) : isError ? (
        <>
          <ProblemMessage error={error} onRetry={() => void refetch()} />
          {without}
        </>
      ) : (
        <Loading lines={8} />
      )}
    </Page>
  );
}
