import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ImportAnswer, ImportItem } from '../api/answers.js';
import { get } from '../api/client.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { ProblemPage } from '../components/problem-page.js';
import { Tag } from '../components/tag.js';
import { useCode, useFormats } from '../i18n/index.js';
import { ImportCounts } from './import-counts.js';
import { ImportProgress } from './import-progress.js';
import { Corrections, Refusals } from './import-report.js';
import { TakeForReal } from './take-for-real.js';
import { useImports } from './use-imports.js';

/** An import: how far it is, and what became of its rows. */
export function ImportPage() {
  const { importId } = useParams({ strict: false }) as { importId: string };
  const imports = useImports();
  const listed = imports.items.find((item) => item.importId === importId);
  const underWay = listed?.state === 'Running';
  // opening a report is in the log of reads: not before there is all of it
  const report = useQuery({
    queryKey: ['import', importId],
    queryFn: ({ signal }) => get<ImportAnswer>(`/imports/${importId}`, { signal }),
    enabled: !imports.isPending && !underWay,
    staleTime: Infinity,
  });
  const item = report.data?.data ?? listed;
  if (imports.isError && item === undefined) {
    return <ProblemPage error={imports.error} onRetry={() => void imports.refetch()} />;
  }
  if (report.isError) return <ProblemPage error={report.error} onRetry={() => void report.refetch()} />;
  if (item === undefined) return <Loading lines={6} />;
  return <Import key={importId} item={item} report={report.data?.data} />;
}

function Import({ item, report }: { readonly item: ImportItem; readonly report: ImportAnswer | undefined }) {
  const { t } = useTranslation(['administration', 'common']);
  const code = useCode();
  const { dateTime } = useFormats();
  const { state, startedAt, startedBy, source, dryRun } = item;
  return (
    <Page
      title={t(dryRun ? 'imports.dryRunOf' : 'imports.importOf', { source })}
      lead={`${dateTime(startedAt)} · ${startedBy}`}
      actions={
        <Tag tone={state === 'Finished' ? 'good' : state === 'Failed' ? 'late' : 'wait'}>{code('runState', state)}</Tag>
      }
    >
      {state === 'Running' && (
        <Panel title={t('imports.underWay')}>
          <ImportProgress item={item} />
          <p>{t('imports.mayLeave')}</p>
        </Panel>
      )}
      {state === 'Failed' && (
        <Panel title={t('imports.failed')}>
          <p>{t('imports.failedHint')}</p>
        </Panel>
      )}
      {state === 'Finished' && dryRun && <TakeForReal importId={item.importId} />}
      <ImportCounts item={item} />
      {state !== 'Running' && report === undefined && <Loading lines={4} />}
      {report && (
        <>
          <Refusals report={report} />
          <Corrections report={report} />
        </>
      )}
    </Page>
  );
}
