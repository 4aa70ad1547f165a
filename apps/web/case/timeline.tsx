import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { PillarIcon } from './pillar-icon.js';
import { pillarOf, pillars, type Pillar } from './pillar.js';
import { TimelineDays } from './timeline-days.js';
import styles from './timeline.module.css';

/** Everything that happened, newest or oldest first, of all pillars or of one. `seen`: so many were there at first. */
export function Timeline({ file, seen }: { readonly file: CaseAnswer; readonly seen: number }) {
  const { t } = useTranslation('case');
  const [newestFirst, setNewestFirst] = useState(true);
  const [only, setOnly] = useState<Pillar>();
  const there = new Set(file.timeline.map(({ type }) => pillarOf(type)));
  const choice = (pillar: Pillar | undefined, label: string) => (
    <Button
      key={label}
      size="sm"
      variant={only === pillar ? 'filled' : 'default'}
      aria-pressed={only === pillar}
      leftSection={pillar && <PillarIcon pillar={pillar} />}
      onClick={() => setOnly(pillar)}
    >
      {label}
    </Button>
  );
  return (
    <>
      <div className={styles.filters} role="group" aria-label={t('timeline.filter')}>
        {choice(undefined, t('timeline.all'))}
        {pillars.filter((pillar) => there.has(pillar)).map((pillar) => choice(pillar, t(`pillar.${pillar}`)))}
        <Button size="sm" variant="subtle" onClick={() => setNewestFirst(!newestFirst)}>
          {newestFirst ? t('timeline.oldestFirst') : t('timeline.newestFirst')}
        </Button>
      </div>
      <TimelineDays
        file={file}
        entries={file.timeline.filter(({ type }) => only === undefined || pillarOf(type) === only)}
        fresh={file.timeline.slice(seen)}
        newestFirst={newestFirst}
      />
    </>
  );
}
