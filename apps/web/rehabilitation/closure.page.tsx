import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CarePage } from '../assistance/care-page.js';
import { closureReasons } from '../codes.js';
import { ReasonForm } from './reason-form.js';

/** In these a referral is under way, and keeps the case open. */
const underWay = ['Sent', 'Expired', 'Accepted', 'HandedOver'];

/** Closes the case. */
export function ClosurePage() {
  const { t } = useTranslation('rehabilitation');
  return (
    <CarePage title={t('closure.title')} narrow>
      {({ file }) =>
        file.referrals?.some(({ state }) => underWay.includes(state)) ? (
          <Alert color="clay">{t('closure.referralUnderWay')}</Alert>
        ) : (
          <ReasonForm
            file={file}
            route="closure"
            kind="kind.closure"
            list="closureReason"
            reasons={closureReasons}
            note={t('closure.note')}
            onLabel={t('closure.on')}
            submit={t('closure.save')}
            saved={t('closure.saved')}
          />
        )
      }
    </CarePage>
  );
}
