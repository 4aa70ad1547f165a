import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { useMe } from '../app/session.js';
import styles from './case-actions.module.css';
import { stepsOpenTo } from './steps.js';

/** So many stand there at once; the others are one press away. */
const atOnce = 3;

/** What the reader can do with the case now: what the API would refuse is not offered. */
export function CaseActions({ file, relations }: { readonly file: CaseAnswer; readonly relations: readonly string[] }) {
  const { t } = useTranslation('case');
  const { roles } = useMe();
  const links = stepsOpenTo(file, roles, relations).map(({ name, to }, index) => (
    <Button key={name} component={Link} to={to} variant={index === 0 ? 'filled' : 'default'}>
      {t(`step.${name}`)}
    </Button>
  ));
  if (links.length === 0) return null;
  return (
    <nav className={styles.actions} aria-label={t('steps')}>
      {links.slice(0, atOnce)}
      {links.length > atOnce && (
        <details>
          <summary>{t('moreSteps')}</summary>
          <div className={styles.more}>{links.slice(atOnce)}</div>
        </details>
      )}
    </nav>
  );
}
