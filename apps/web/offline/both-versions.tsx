import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../api/answers.js';
import { SummaryList } from '../components/summary-list.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useEventText, useFormats } from '../i18n/index.js';
import styles from './both-versions.module.css';
import type { Content, EnteredRow } from './entry.js';
import { fieldSince, happenedSince } from './meanwhile.js';

/** What was entered here, and what happened to the case meanwhile; of a correction field by field. */
export function BothVersions({ content }: { readonly content: Content }) {
  const { t } = useTranslation(['offline', 'common']);
  const since = happenedSince(content);
  const corrected = content.summary.filter(({ field }) => field !== undefined);
  const rest = content.summary.filter(({ field }) => field === undefined);
  return (
    <>
      <Text fw={600}>{t('common:conflict.title')}</Text>
      <Text mb="md">{t('common:conflict.text')}</Text>
      {rest.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('common:conflict.yours')}</h3>
          <SummaryList rows={rest} />
        </>
      )}
      {corrected.length > 0 && <Fields rows={corrected} since={since} />}
      <h3 className={styles.heading}>{t('meanwhile')}</h3>
      {since.length === 0 ? <Text>{t('hiddenMeanwhile')}</Text> : <Events since={since} />}
      {content.chain !== undefined && (
        <Anchor component={Link} to={`/cases/${content.chain}`}>
          {t('openCase')}
        </Anchor>
      )}
    </>
  );
}

function Events({ since }: { readonly since: readonly TimelineEntry[] }) {
  const say = useEventText();
  const organisation = useOrganisationName();
  const { dateTime } = useFormats();
  return (
    <ul className={styles.events}>
      {since.map(({ type, recordedAt, organisationId, user, detail }) => (
        <li key={`${recordedAt} ${type}`}>
          {say(type, detail)}
          {organisationId !== undefined && <> · {organisation(organisationId)}</>}
          {user !== undefined && <> · {user}</>} · <time dateTime={recordedAt}>{dateTime(recordedAt)}</time>
        </li>
      ))}
    </ul>
  );
}

/** The three versions of each field: one below the other on a telephone, side by side where there is room. */
function Fields({ rows, since }: { readonly rows: readonly EnteredRow[]; readonly since: readonly TimelineEntry[] }) {
  const { t } = useTranslation(['offline', 'common']);
  const code = useCode();
  const there = ({ field = '', list }: EnteredRow): string => {
    const meanwhile = fieldSince(field, since);
    if (meanwhile === 'Unchanged') return t('unchanged');
    if (meanwhile === 'Changed') return t('changed');
    return meanwhile.codes.map((value) => (list === undefined ? value : code(list, value))).join(', ');
  };
  return rows.map((row) => (
    <section key={row.label} className={styles.field}>
      <h3>{row.label}</h3>
      <dl>
        <div>
          <dt>{t('before')}</dt>
          <dd>{row.before ?? t('common:form.notAnswered')}</dd>
        </div>
        <div className={styles.ours}>
          <dt>{t('here')}</dt>
          <dd>{row.value}</dd>
        </div>
        <div>
          <dt>{t('there')}</dt>
          <dd>{there(row)}</dd>
        </div>
      </dl>
    </section>
  ));
}
