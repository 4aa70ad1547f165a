import { useTranslation } from 'react-i18next';
import type { RebuildAnswer } from '../api/answers.js';
import { ProgressBar } from '../components/progress-bar.js';
import { useFormats } from '../i18n/index.js';
import styles from './system.module.css';

/** The rebuild of a read model that is under way, or what came of the last one. */
export function RebuildState({ rebuild, name }: { readonly rebuild: RebuildAnswer; readonly name: string }) {
  const { t } = useTranslation('administration');
  const { number } = useFormats();
  const { state, events, of, same, differences } = rebuild;
  if (state === 'Running') {
    // until it has begun to read, nobody knows how much there is
    return <ProgressBar label={t('system.rebuilding', { name })} done={events} of={of === 0 ? undefined : of} />;
  }
  if (state === 'Failed') return <p>{t('system.rebuildFailed')}</p>;
  return (
    <>
      <p>
        {t('system.rebuilt', { count: events, number: number(events) })}{' '}
        {t(same ? 'system.same' : differences.length > 0 ? 'system.different' : 'system.notCompared')}
      </p>
      {differences.length > 0 && (
        <ul className={styles.differences}>
          {differences.map(({ table, missing, extra }) => (
            <li key={table}>
              <code>{table}</code> {t('system.difference', { missing: number(missing), extra: number(extra) })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
