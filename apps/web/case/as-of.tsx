import { Button, Group } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './as-of.module.css';

/**
 * Chooses the time as of which the case is shown. `moments`: when something was recorded, ascending; the end of the
 * slider is now, `undefined`.
 */
export function AsOf({
  moments,
  say,
  value,
  onChange,
}: {
  readonly moments: readonly string[];
  /** A moment in words. */
  say(moment: string): string;
  readonly value: string | undefined;
  onChange(moment: string | undefined): void;
}) {
  const { t } = useTranslation('case');
  const id = useId();
  const at =
    value === undefined
      ? moments.length
      : Math.max(
          0,
          moments.findLastIndex((moment) => moment <= value),
        );
  const text = value === undefined ? t('asOf.today') : say(value);
  const byDay = moments[0]?.length === 10;
  // a button that can do nothing now keeps the focus
  const step = (label: string, to: number) => {
    const end = to < 0 || to > moments.length || to === at;
    return (
      <Button
        size="sm"
        variant="default"
        data-disabled={end || undefined}
        aria-disabled={end}
        onClick={() => !end && onChange(moments[to])}
      >
        {label}
      </Button>
    );
  };
  return (
    <div className={styles.asOf} data-past={value !== undefined}>
      <label htmlFor={id}>{t('asOf.label')}</label>
      <span className={styles.at}>{text}</span>
      <input
        id={id}
        type="range"
        min={0}
        max={moments.length}
        step={1}
        value={at}
        aria-valuetext={text}
        onChange={({ currentTarget }) => onChange(moments[Number(currentTarget.value)])}
      />
      <Group gap="xs">
        {step(byDay ? t('asOf.dayBefore') : t('asOf.before'), at - 1)}
        {step(byDay ? t('asOf.dayAfter') : t('asOf.after'), at + 1)}
        {step(t('asOf.toToday'), moments.length)}
      </Group>
    </div>
  );
}
