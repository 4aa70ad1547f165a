import { Button, Group } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstallation } from '../app/installation.js';
import { useFormats } from '../i18n/index.js';
import { useAnnounce } from './announcer.js';
import type { Chart } from './figure-chart.js';
import { offerFile, pngFile, svgFile } from './files.js';
import styles from './figure-plot.module.css';
import { Loading } from './loading.js';
import { ProblemMessage } from './problem-message.js';

/** So wide is a picture that is taken away, in px. */
const paperWidth = 960;

/**
 * A chart, its summary in words, and the picture of it to take away, which says itself what is counted. The library that
 * draws is fetched with the first chart. The table of the same figures stands beside it.
 */
export function FigurePlot({
  chart,
  title,
  summary,
  notes,
  file,
  onPick,
}: {
  readonly chart: Chart;
  readonly title: string;
  readonly summary: string;
  /** What a picture has to say with it: rule, period, moment, source. */
  readonly notes: readonly string[];
  /** The name of the file, without its ending. */
  readonly file: string;
  /** A bar was pressed. */
  onPick(key: string): void;
}) {
  const { t } = useTranslation(['statistics', 'common']);
  const { mode } = useInstallation();
  const { number } = useFormats();
  const announce = useAnnounce();
  const drawing = useQuery({
    queryKey: ['figure-drawing'],
    queryFn: () => import('./figure-drawing.js'),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const { ref, width } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState<unknown>();
  const { data } = drawing;
  const picked = useEffectEvent((key: string) => onPick(key));
  useLayoutEffect(() => {
    if (!data || width === 0) return;
    const svg = data.draw(chart, { width, colours: data.pageColours, number, onPick: (key) => picked(key) });
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', `${title}. ${summary}`);
    box.current?.replaceChildren(svg);
  }, [data, width, chart, title, summary, number]);

  const take = async (kind: 'svg' | 'png') => {
    if (!data) return;
    const svg = data.draw(chart, {
      width: paperWidth,
      colours: data.paperColours,
      number,
      head: title,
      foot: [summary, ...notes, ...(mode === 'demonstration' ? [t('common:demonstration.banner')] : [])],
    });
    try {
      offerFile(`${file}.${kind}`, kind === 'svg' ? svgFile(svg) : await pngFile(svg));
      announce(t('plot.taken'));
    } catch (error) {
      setFailed(error);
    }
  };
  return (
    <figure className={styles.plot}>
      <div ref={ref} className={styles.drawing}>
        {drawing.isPending && <Loading lines={3} />}
        {drawing.isError && <ProblemMessage error={drawing.error} onRetry={() => void drawing.refetch()} />}
        <div ref={box} />
      </div>
      <figcaption>{summary}</figcaption>
      {failed !== undefined && <ProblemMessage error={failed} />}
      {data && (
        <Group gap="sm" className="not-printed">
          <Button variant="default" onClick={() => void take('png')}>
            {t('plot.png')}
          </Button>
          <Button variant="default" onClick={() => void take('svg')}>
            {t('plot.svg')}
          </Button>
        </Group>
      )}
    </figure>
  );
}
