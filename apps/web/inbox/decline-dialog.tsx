import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralItem } from '../api/answers.js';
import { declineReasons } from '../codes.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Disclosure } from '../components/disclosure.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import type { useStep } from '../form/use-step.js';
import { useCode } from '../i18n/index.js';

/** Declines a referral: each reason is a button, so that the second press is the last. */
export function DeclineDialog({
  referral: { referralId, caseNumber, from },
  takeStep,
  onDone,
  onClose,
}: {
  readonly referral: ReferralItem;
  readonly takeStep: ReturnType<typeof useStep>;
  onDone(how: 'Sent' | 'Queued'): void;
  onClose(): void;
}) {
  const { t } = useTranslation(['assistance', 'common']);
  const code = useCode();
  const nameOf = useOrganisationName();
  const [note, setNote] = useState('');
  const decline = async (reason: string) =>
    onDone(
      await takeStep({
        path: `/referrals/${referralId}/decline`,
        body: { reason, ...(note.trim() === '' ? {} : { note: note.trim() }) },
        kind: 'kind.decline',
        summary: [
          { label: t('common:label.reason'), value: code('declineReason', reason) },
          ...(note.trim() === '' ? [] : [{ label: t('common:label.note'), value: note.trim() }]),
        ],
      }),
    );
  return (
    <ConfirmDialog
      open
      title={t('inbox.declineTitle', { number: caseNumber })}
      text={t('inbox.declineText', { organisation: nameOf(from) })}
      choices={declineReasons.map((reason) => ({
        label: code('declineReason', reason),
        quiet: true,
        act: () => decline(reason),
      }))}
      onClose={onClose}
    >
      <Disclosure label={t('inbox.declineNote')}>
        <Textarea
          label={t('inbox.declineNote')}
          description={t('common:form.optional')}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          minRows={2}
          maxLength={2000}
        />
      </Disclosure>
    </ConfirmDialog>
  );
}
