import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralItem } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { referralStates } from '../codes.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { useCode } from '../i18n/index.js';
import { PagedList } from '../list/paged-list.js';
import { usePages } from '../list/use-pages.js';
import { SecondOpinions } from './second-opinions.js';
import { SentReferral } from './sent-referral.js';
import { useNewAnswers } from './use-new-answers.js';

const supervising = ['police-supervisor', 'ngo-manager'];

/** What was sent, and what came of it; an answer appears by itself. */
export function SentPage() {
  const { t } = useTranslation(['referral', 'common']);
  const code = useCode();
  const { roles } = useMe();
  const [state, setState] = useState('');
  const pages = usePages<ReferralItem>('/coordination/referrals', { direction: 'out', state, limit: 100 });
  useNewAnswers(pages.items);
  return (
    <Page title={t('sent.title')}>
      {roles.some((role) => supervising.includes(role)) && <SecondOpinions />}
      <NativeSelect
        label={t('sent.show')}
        value={state}
        onChange={({ currentTarget }) => setState(currentTarget.value)}
        data={[
          { value: '', label: t('common:cases.any') },
          ...referralStates.map((value) => ({ value, label: code('referralState', value) })),
        ]}
        maw="20rem"
        mb="md"
      />
      <PagedList
        pages={pages}
        label={t('sent.title')}
        keyOf={({ referralId }) => referralId}
        row={(referral) => <SentReferral referral={referral} />}
        rowHeight={180}
        empty={
          state === '' ? (
            <Empty title={t('sent.empty')} hint={t('sent.emptyHint')} />
          ) : (
            <Empty title={t('common:state.nothingFound')} hint={t('common:state.nothingFoundHint')} />
          )
        }
      />
    </Page>
  );
}
