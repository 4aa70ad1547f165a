import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralItem } from '../api/answers.js';
import { recallReasons } from '../codes.js';
import { useAnnounce } from '../components/announcer.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { useCode } from '../i18n/index.js';
import { useReferralStep } from './use-referral-step.js';

/** Takes a referral back, for a reason. */
export function RecallDialog({
  referral,
  open,
  onClose,
}: {
  readonly referral: ReferralItem;
  readonly open: boolean;
  onClose(): void;
}) {
  const { t } = useTranslation(['referral', 'common']);
  const code = useCode();
  const announce = useAnnounce();
  const step = useReferralStep(referral);
  // nobody answered in time: that is why, mostly
  const [reason, setReason] = useState<string>(referral.state === 'Expired' ? 'NoAnswer' : 'NoLongerNeeded');
  const recall = async () => {
    await step('recall', { reason }, 'kind.recall', [
      { label: t('common:label.reason'), value: code('recallReason', reason) },
    ]);
    announce(t('sent.recalled'));
  };
  return (
    <ConfirmDialog
      open={open}
      title={t('sent.recallTitle')}
      text={t('sent.recallText')}
      choices={[{ label: t('sent.recall'), danger: true, act: recall }]}
      onClose={onClose}
    >
      <NativeSelect
        label={t('common:label.reason')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        data={recallReasons.map((value) => ({ value, label: code('recallReason', value) }))}
        mt="md"
      />
    </ConfirmDialog>
  );
}
