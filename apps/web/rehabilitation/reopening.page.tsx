import { useTranslation } from 'react-i18next';
import { CarePage } from '../assistance/care-page.js';
import { reopeningReasons } from '../codes.js';
import { ReasonForm } from './reason-form.js';

/** Reopens a closed case. */
export function ReopeningPage() {
  const { t } = useTranslation('rehabilitation');
  return (
    <CarePage title={t('reopening.title')} narrow>
      {({ file }) => (
        <ReasonForm
          file={file}
          route="reopening"
          kind="kind.reopening"
          list="reopeningReason"
          reasons={reopeningReasons}
          note={t('reopening.note')}
          onLabel={t('reopening.on')}
          submit={t('reopening.save')}
          saved={t('reopening.saved')}
        />
      )}
    </CarePage>
  );
}
