import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakGlassItem } from '../api/answers.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { useCode } from '../i18n/index.js';
import { PagedList } from '../list/paged-list.js';
import { usePages } from '../list/use-pages.js';
import { Opening } from './opening.js';

const states = ['Unreviewed', 'Reviewed'] as const;

/** The files that were opened in an emergency, and whether each had to be. */
export function BreakGlassPage() {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const [state, setState] = useState<string>('Unreviewed');
  const pages = usePages<BreakGlassItem>('/break-glass', { state, limit: 50 });
  return (
    <Page title={t('breakGlass.title')} lead={t('breakGlass.lead')}>
      <NativeSelect
        label={t('show')}
        value={state}
        onChange={({ currentTarget }) => setState(currentTarget.value)}
        data={[
          ...states.map((value) => ({ value, label: code('breakGlassState', value) })),
          { value: '', label: t('common:cases.any') },
        ]}
        maw="20rem"
        mb="md"
      />
      <PagedList
        pages={pages}
        label={t('breakGlass.title')}
        keyOf={({ breakGlassId }) => breakGlassId}
        row={(opening) => <Opening opening={opening} />}
        rowHeight={200}
        empty={
          <Empty
            title={state === 'Unreviewed' ? t('breakGlass.nothingToReview') : t('common:state.nothingFound')}
            hint={t('breakGlass.emptyHint')}
          />
        }
      />
    </Page>
  );
}
