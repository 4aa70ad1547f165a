import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { Due } from '../components/due.js';
import { Panel } from '../components/panel.js';
import { FollowUpList } from './follow-up-list.js';

/** How she was whenever somebody asked, and when to ask again. */
export function FollowUpsPanel({ file, mayRecord }: { readonly file: CaseAnswer; readonly mayRecord: boolean }) {
  const { t } = useTranslation(['rehabilitation', 'common']);
  const followUps = file.rehabilitation?.followUps ?? [];
  const next = followUps.at(-1)?.nextOn;
  return (
    <Panel
      title={t('common:menu.followUps')}
      actions={
        mayRecord && (
          <Button component={Link} to={`/cases/${file.caseId}/follow-up`} variant="default">
            {t('followUp.title')}
          </Button>
        )
      }
    >
      {next !== undefined && (
        <Text mb="sm">
          {t('followUp.next')}: <Due at={next} />
        </Text>
      )}
      <FollowUpList followUps={followUps} />
    </Panel>
  );
}
