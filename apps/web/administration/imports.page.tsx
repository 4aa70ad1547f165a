import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportItem } from '../api/answers.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { Tag } from '../components/tag.js';
import { useCode, useFormats } from '../i18n/index.js';
import { PagedList } from '../list/paged-list.js';
import { RowLink } from '../list/row-link.js';
import { FormatHelp } from './format-help.js';
import { ImportForm } from './import-form.js';
import { ImportProgress } from './import-progress.js';
import { useImports } from './use-imports.js';

/** Takes cases from another system, and shows every import with how far it is. */
export function ImportsPage() {
  const { t } = useTranslation(['administration', 'common']);
  const imports = useImports();
  return (
    <Page title={t('common:menu.imports')} lead={t('imports.lead')}>
      <Panel title={t('imports.newTitle')}>
        <ImportForm />
      </Panel>
      <FormatHelp open={imports.data !== undefined && imports.items.length === 0} />
      <Title order={2} my="sm">
        {t('imports.list')}
      </Title>
      <PagedList
        pages={imports}
        label={t('imports.list')}
        keyOf={({ importId }) => importId}
        row={(item) => <ImportRow item={item} />}
        empty={<Empty title={t('imports.none')} hint={t('imports.noneHint')} />}
      />
    </Page>
  );
}

function ImportRow({ item }: { readonly item: ImportItem }) {
  const { t } = useTranslation('administration');
  const code = useCode();
  const { dateTime, number } = useFormats();
  const { importId, state, source, dryRun, startedAt, startedBy, read, refused } = item;
  return (
    <RowLink
      to={`/imports/${importId}`}
      title={dateTime(startedAt)}
      aside={
        <>
          {dryRun && <Tag>{t('imports.dryRun')}</Tag>}
          {refused > 0 && (
            <Tag tone="late">{t('imports.refusedRows', { count: refused, number: number(refused) })}</Tag>
          )}
          <Tag tone={state === 'Finished' ? 'good' : state === 'Failed' ? 'late' : 'wait'}>
            {code('runState', state)}
          </Tag>
        </>
      }
    >
      {source} · {startedBy}
      {state === 'Running' ? (
        <ImportProgress item={item} />
      ) : (
        <> · {t('imports.rows', { count: read, number: number(read) })}</>
      )}
    </RowLink>
  );
}
