import { Alert, Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HealthNoteAnswer } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { CarePage } from '../assistance/care-page.js';
import { partIn } from '../assistance/part-in.js';
import styles from '../assistance/records.module.css';
import { Unchanging } from '../assistance/unchanging.js';
import { Panel } from '../components/panel.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useFormats } from '../i18n/index.js';
import { CounsellingNotes } from './counselling-notes.js';
import { useOrganisationKey } from './use-organisation-key.js';

/** The notes of those who help her: of counselling, which only their own people open, and on her health. */
export function NotesPage() {
  const { t } = useTranslation('assistance');
  const { organisationId } = useMe();
  const key = useOrganisationKey();
  return (
    <CarePage title={t('notes.title')}>
      {({ file }) => {
        const part = partIn(file, organisationId);
        const mayRecord = part.cares && !part.closed;
        const hasKey = (key.data?.pairs ?? 0) > 0;
        return (
          <>
            {!mayRecord && <Unchanging closed={part.closed} />}
            <Panel
              title={t('notes.counselling')}
              actions={
                mayRecord &&
                hasKey && (
                  <Button component={Link} to={`/cases/${file.caseId}/notes/counselling`} variant="default">
                    {t('notes.write')}
                    <span className="for-screen-readers">: {t('notes.counselling')}</span>
                  </Button>
                )
              }
            >
              <Text mb="sm">{t('notes.counsellingText')}</Text>
              {key.data && key.mine !== 'Opens' ? (
                <Alert color="tirek">
                  {t(hasKey ? 'notes.notLetIn' : 'notes.noKey')}{' '}
                  <Anchor component={Link} to="/organisation-key" inherit underline="always">
                    {t('key.title')}
                  </Anchor>
                </Alert>
              ) : (
                <CounsellingNotes caseId={file.caseId} />
              )}
            </Panel>
            <Panel
              title={t('notes.health')}
              actions={
                mayRecord && (
                  <Button component={Link} to={`/cases/${file.caseId}/notes/health`} variant="default">
                    {t('notes.write')}
                    <span className="for-screen-readers">: {t('notes.health')}</span>
                  </Button>
                )
              }
            >
              <HealthNotes notes={file.health ?? []} />
              {file.hidden.includes('Health') && <Text c="dimmed">{t('notes.healthHidden')}</Text>}
            </Panel>
          </>
        );
      }}
    </CarePage>
  );
}

function HealthNotes({ notes }: { readonly notes: readonly HealthNoteAnswer[] }) {
  const { t } = useTranslation('assistance');
  const nameOf = useOrganisationName();
  const { dateTime } = useFormats();
  if (notes.length === 0) return <Text c="dimmed">{t('notes.none')}</Text>;
  return (
    <ul className={styles.records}>
      {notes.toReversed().map(({ recordedAt, organisationId, text }) => (
        <li key={recordedAt}>
          <span className={styles.soft}>
            {dateTime(recordedAt)} · {nameOf(organisationId)}
          </span>
          <p>{text}</p>
        </li>
      ))}
    </ul>
  );
}
