import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MemberInvitedAnswer } from '../api/answers.js';
import { CopyButton } from '../components/copy-button.js';
import { Notice } from '../components/notice.js';
import { Panel } from '../components/panel.js';
import styles from './administration.module.css';

/** Somebody was invited: the link, which is shown this once, and what to do with it. */
export function Invited({
  answer: { organisationId, user, invitation },
  onAnother,
}: {
  readonly answer: MemberInvitedAnswer;
  onAnother(): void;
}) {
  const { t } = useTranslation('administration');
  const router = useRouter();
  return (
    <Stack gap="md" align="stretch">
      <Notice text={t('invite.done', { user })} />
      {invitation === undefined ? <Text>{t('invite.hasAccount')}</Text> : <InvitationLink link={invitation} />}
      <Group>
        <Button onClick={() => router.history.replace(`/organisations/${organisationId}/members`)}>
          {t('invite.toMembers')}
        </Button>
        <Button variant="default" onClick={onAnother}>
          {t('invite.another')}
        </Button>
      </Group>
    </Stack>
  );
}

function InvitationLink({ link }: { readonly link: string }) {
  const { t } = useTranslation(['administration', 'common']);
  return (
    <Panel title={t('invite.link')}>
      <TextInput
        aria-label={t('invite.link')}
        value={link}
        readOnly
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Group my="sm">
        <CopyButton text={link} label={t('common:action.copy')} />
      </Group>
      <ol className={styles.steps}>
        <li>{t('invite.stepHand')}</li>
        <li>{t('invite.stepOnce')}</li>
        <li>{t('invite.stepFactor')}</li>
        <li>{t('invite.stepLost')}</li>
      </ol>
    </Panel>
  );
}
