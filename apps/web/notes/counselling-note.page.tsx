import { useTranslation } from 'react-i18next';
import { CarePage } from '../assistance/care-page.js';
import { NoteForm } from './note-form.js';

/** Records a counselling note. */
export function CounsellingNotePage() {
  const { t } = useTranslation('assistance');
  return (
    <CarePage title={t('notes.counsellingNew')} narrow>
      {({ file }) => (
        <NoteForm file={file} route="counselling-notes" kind="kind.counsellingNote" who={t('notes.counsellingText')} />
      )}
    </CarePage>
  );
}
