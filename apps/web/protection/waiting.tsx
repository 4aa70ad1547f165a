import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BreakGlassItem, ExportStandingAnswer, RetentionItem, SubjectRequestItem } from '../api/answers.js';
import { Due } from '../components/due.js';
import { Loading } from '../components/loading.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { usePages } from '../list/use-pages.js';
import styles from './waiting.module.css';

/** Where each is asked for, and where all of them are. `most`: no more than that are counted. */
const most = 200;
const sources = {
  openings: { path: '/break-glass', parameters: { state: 'Unreviewed' }, all: '/break-glass' },
  requests: { path: '/subject-requests', parameters: { state: 'Open' }, all: '/requests' },
  retention: { path: '/retention', parameters: {}, all: '/protection/retention' },
  exports: { path: '/exports', parameters: {}, all: '/exports' },
} as const;
type Item = Partial<BreakGlassItem & SubjectRequestItem & RetentionItem & Omit<ExportStandingAnswer, 'state'>> & {
  readonly state?: string;
};
/** So many are named; the others stand behind the button. */
const named = 3;

/** How many of a kind wait, the most pressing of them, and the way to all. */
export function Waiting({ kind }: { readonly kind: keyof typeof sources }) {
  const { t } = useTranslation('protection');
  const { number } = useFormats();
  const { path, parameters, all } = sources[kind];
  // not at every change: each asking is in the log of reads
  const pages = usePages<Item>(path, { ...parameters, limit: most }, { live: false });
  const items = pages.items
    .filter(({ state }) => kind !== 'exports' || state === 'Requested' || state === 'Approved')
    .toSorted((one, other) => dueOf(one).localeCompare(dueOf(other)));
  return (
    <Panel title={t(`overview.${kind}`)}>
      {pages.isPending && <Loading lines={2} />}
      {pages.isError && <ProblemMessage error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && (
        <>
          <p className={styles.figure}>
            {number(items.length)}
            {pages.hasNextPage && '+'}
          </p>
          {items.length === 0 ? (
            <Text c="dimmed">{t(`overview.none.${kind}`)}</Text>
          ) : (
            <ul className={styles.list}>
              {items.slice(0, named).map((item, index) => (
                <li key={index}>
                  <Line item={item} />
                </li>
              ))}
            </ul>
          )}
          <Button component={Link} to={all} variant="default" mt="sm">
            {t(`overview.all.${kind}`)}
          </Button>
        </>
      )}
    </Panel>
  );
}

const dueOf = ({ eraseOn, dueOn, openedAt, requestedAt }: Item): string =>
  eraseOn ?? dueOn ?? openedAt ?? requestedAt ?? '';

function Line({ item }: { readonly item: Item }) {
  const code = useCode();
  const nameOf = useOrganisationName();
  const { ago } = useFormats();
  const { caseNumber, organisationId, purpose, eraseOn, dueOn, openedAt, requestedAt } = item;
  const day = eraseOn ?? dueOn;
  const since = openedAt ?? requestedAt;
  const what = [caseNumber, organisationId && nameOf(organisationId), purpose && code('exportPurpose', purpose)];
  return (
    <>
      <span>{what.filter(Boolean).join(' · ')}</span>
      {day !== undefined && <Due at={day} />}
      {since !== undefined && <span className={styles.since}>{ago(since)}</span>}
    </>
  );
}
