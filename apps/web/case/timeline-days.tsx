import { useTranslation } from 'react-i18next';
import type { CaseAnswer, TimelineEntry } from '../api/answers.js';
import { Tag } from '../components/tag.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { PillarIcon } from './pillar-icon.js';
import { pillarOf } from './pillar.js';
import styles from './timeline.module.css';
import { useEntryText } from './use-entry-text.js';

/** Steps of a case day by day, as they happened: what, who, and when it was recorded. */
export function TimelineDays({
  file,
  entries,
  fresh = [],
  newestFirst = false,
}: {
  /** The case that they are of: what they are about stands there. */
  readonly file: CaseAnswer;
  readonly entries: readonly TimelineEntry[];
  /** Those that arrived while the page was open. */
  readonly fresh?: readonly TimelineEntry[];
  readonly newestFirst?: boolean;
}) {
  const { dayOf, date } = useFormats();
  const happenedOn = ({ occurredAt }: TimelineEntry) => (occurredAt.length === 10 ? occurredAt : dayOf(occurredAt));
  const sorted = entries
    .map((entry, order) => ({ entry, order, day: happenedOn(entry) }))
    // within a day in the order it was recorded
    .toSorted((one, other) => one.day.localeCompare(other.day) || one.order - other.order);
  const days = [...Map.groupBy(newestFirst ? sorted.toReversed() : sorted, ({ day }) => day)];
  return days.map(([day, steps]) => (
    <section key={day} className={styles.day}>
      <h3>
        <time dateTime={day}>{date(day)}</time>
      </h3>
      <ol>
        {steps.map(({ entry, order }) => (
          <li key={order}>
            <PillarIcon pillar={pillarOf(entry.type)} />
            <Step entry={entry} file={file} late={dayOf(entry.recordedAt) !== day} isNew={fresh.includes(entry)} />
          </li>
        ))}
      </ol>
    </section>
  ));
}

function Step({
  entry,
  file,
  late,
  isNew,
}: {
  readonly entry: TimelineEntry;
  readonly file: CaseAnswer;
  /** It was recorded on a later day than it happened. */
  readonly late: boolean;
  readonly isNew: boolean;
}) {
  const { t } = useTranslation('case');
  const { dateTime, time } = useFormats();
  const nameOf = useOrganisationName();
  const code = useCode();
  const say = useEntryText(file);
  // what follows from what somebody did is done by nobody
  const who =
    entry.role === 'process'
      ? ['Tirek']
      : [
          entry.organisationId && nameOf(entry.organisationId),
          entry.role && code('role', entry.role),
          entry.user,
        ].filter(Boolean);
  return (
    <div>
      <p className={styles.what}>
        {say(entry)} {isNew && <Tag tone="good">{t('timeline.new')}</Tag>}
      </p>
      <p className={styles.who}>
        {who.length > 0 && <>{who.join(' · ')} · </>}
        <time dateTime={entry.recordedAt}>
          {late ? t('timeline.recordedLater', { when: dateTime(entry.recordedAt) }) : time(entry.recordedAt)}
        </time>
      </p>
    </div>
  );
}
