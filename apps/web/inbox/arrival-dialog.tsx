import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralItem } from '../api/answers.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { DateField } from '../components/date-field.js';
import type { useStep } from '../form/use-step.js';
import { useFormats } from '../i18n/index.js';

/** Records that she arrived: today, mostly. */
export function ArrivalDialog({
  referral: { referralId, caseNumber },
  takeStep,
  onDone,
  onClose,
}: {
  readonly referral: ReferralItem;
  readonly takeStep: ReturnType<typeof useStep>;
  onDone(how: 'Sent' | 'Queued'): void;
  onClose(): void;
}) {
  const { t } = useTranslation('assistance');
  const { today, date } = useFormats();
  const [on, setOn] = useState(today);
  const arrived = async () =>
    onDone(
      await takeStep({
        path: `/referrals/${referralId}/handover`,
        body: { on },
        kind: 'kind.handover',
        summary: [{ label: t('inbox.arrivalDay'), value: date(on) }],
      }),
    );
  return (
    <ConfirmDialog
      open
      title={t('inbox.arrivalTitle', { number: caseNumber })}
      text={t('inbox.arrivalText')}
      choices={[{ label: t('inbox.arrival'), act: arrived }]}
      onClose={onClose}
    >
      <DateField name="on" label={t('inbox.arrivalDay')} value={on} onChange={setOn} recent required />
    </ConfirmDialog>
  );
}
