import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CounsellingNoteAnswer, CounsellingNotesAnswer } from '../api/answers.js';
import styles from '../assistance/records.module.css';
import { useFormats } from '../i18n/index.js';
import { PassphraseForm } from './passphrase-form.js';

/** Opens the counselling notes of the organisation with a passphrase; closed again they are gone from the page. */
export function CounsellingNotes({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation('assistance');
  const { dateTime } = useFormats();
  const [notes, setNotes] = useState<readonly CounsellingNoteAnswer[]>();
  if (notes === undefined) {
    return (
      <PassphraseForm<CounsellingNotesAnswer>
        path={`/cases/${caseId}/counselling-notes/opening`}
        submit={t('notes.open')}
        onSent={({ items }) => setNotes(items)}
      />
    );
  }
  return (
    <>
      {notes.length === 0 && <Text c="dimmed">{t('notes.none')}</Text>}
      <ul className={styles.records}>
        {notes.toReversed().map(({ noteId, recordedAt, user, text }) => (
          <li key={noteId}>
            <span className={styles.soft}>
              {dateTime(recordedAt)} · {user}
            </span>
            <p>{text ?? t('notes.sealed')}</p>
          </li>
        ))}
      </ul>
      <Button variant="default" mt="md" onClick={() => setNotes(undefined)}>
        {t('notes.close')}
      </Button>
    </>
  );
}
