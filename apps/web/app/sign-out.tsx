import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useOutbox } from '../offline/outbox.js';
import { queryClient } from './query-client.js';
import { signOut } from './session.js';

/**
 * Signs out; what still waits to be sent is offered to be sent first, and is deleted only by choice. `everywhere`: on every
 * device.
 */
export function SignOut({ everywhere = false }: { readonly everywhere?: boolean }) {
  const { t } = useTranslation('common');
  const { waiting, sendAll } = useOutbox();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const leave = async () => {
    await signOut(everywhere);
    queryClient.clear();
  };
  return (
    <>
      <Button variant="default" onClick={() => (waiting > 0 ? setAsking(true) : void leave().catch(setProblem))}>
        {t(everywhere ? 'signOut.everywhere' : 'signOut.button')}
      </Button>
      {problem !== undefined && <ProblemMessage error={problem} />}
      <ConfirmDialog
        open={asking}
        title={t('signOut.unsentTitle', { count: waiting })}
        text={t('signOut.unsentText')}
        choices={[
          { label: t('signOut.sendFirst'), act: async () => ((await sendAll()) ? leave() : undefined) },
          { label: t('signOut.deleteAndLeave'), danger: true, act: leave },
        ]}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
