import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectionAnswer } from '../api/answers.js';
import { useAnnounce } from '../components/announcer.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Tag } from '../components/tag.js';
import { useCommand } from '../form/use-command.js';
import { useCode, useFormats } from '../i18n/index.js';
import { RebuildState } from './rebuild-state.js';
import styles from './system.module.css';

/** A read model: whether it knows everything that happened, what it could not take in, and a way to rebuild it. */
export function ReadModel({
  model: { name, behind, lagSeconds, parkedStreams, rebuild },
}: {
  readonly model: ProjectionAnswer;
}) {
  const { t } = useTranslation('administration');
  const code = useCode();
  const { number } = useFormats();
  const announce = useAnnounce();
  const command = useCommand();
  const [asking, setAsking] = useState(false);
  const called = code('projection', name);
  const underWay = rebuild?.state === 'Running';
  const begin = async () => {
    await command(`/projections/${name}/rebuild`);
    announce(t('system.rebuildBegun', { name: called }));
  };
  return (
    <section className={styles.model} aria-label={called}>
      <div className={styles.top}>
        <h3>{called}</h3>
        {parkedStreams > 0 ? (
          <Tag tone="late">{t('system.parkedTag')}</Tag>
        ) : behind > 0 ? (
          <Tag tone="wait">{t('system.behindTag')}</Tag>
        ) : (
          <Tag tone="good">{t('system.upToDate')}</Tag>
        )}
      </div>
      <p>
        {behind > 0
          ? t('system.behind', { positions: number(behind), count: lagSeconds, seconds: number(lagSeconds) })
          : t('system.readAll')}
      </p>
      {parkedStreams > 0 && <p>{t('system.parkedStreams', { count: parkedStreams, number: number(parkedStreams) })}</p>}
      {rebuild && <RebuildState rebuild={rebuild} name={called} />}
      <div className={styles.actions}>
        {!underWay && (
          <Button variant="default" size="sm" onClick={() => setAsking(true)}>
            {t('system.rebuild')}
            <span className="for-screen-readers"> {called}</span>
          </Button>
        )}
        <Anchor component={Link} to={`/system/${name}`} className={styles.link}>
          {t('system.parkedAndSkipped')}
          <span className="for-screen-readers"> {called}</span>
        </Anchor>
      </div>
      <ConfirmDialog
        open={asking}
        title={t('system.rebuildTitle', { name: called })}
        text={t('system.rebuildText')}
        choices={[{ label: t('system.rebuild'), act: begin }]}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}
