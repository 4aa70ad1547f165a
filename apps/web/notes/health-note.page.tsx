import { useTranslation } from 'react-i18next';
import { CarePage } from '../assistance/care-page.js';
import { NoteForm } from './note-form.js';

/** Records a note on her health. */
export function HealthNotePage() {
  const { t } = useTranslation('assistance');
  return (
    <CarePage title={t('notes.healthNew')} narrow>
      {({ file }) => <NoteForm file={file} route="health-notes" kind="kind.healthNote" who={t('notes.healthText')} />}
    </CarePage>
  );
}
