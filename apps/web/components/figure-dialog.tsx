import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/index.js';
import { Dialog } from './dialog.js';
import styles from './figure-dialog.module.css';
import { CopyButton } from './copy-button.js';
import { SummaryList, type SummaryRow } from './summary-list.js';

/** Fewer than these can lead to a person. */
const small = 5;

/** What a figure means. */
export interface FigureExplanation {
  readonly title: string;
  readonly value: number;
  /** The value as it is written, where it is no plain number. */
  readonly text?: string;
  /** What is counted, and by which rule. */
  readonly counted: string;
  readonly rule: string;
  /** Of which it is counted: the filters. */
  readonly filters: readonly SummaryRow[];
  /** The moment whose knowledge it shows. */
  readonly knownAt: string;
  /** Where the API answers it; it begins with `/api`. */
  readonly address: string;
}

/** Explains a figure: what, by which rule, of which, known when, from where, and how the API is asked for it. */
export function FigureDialog({ figure, onClose }: { readonly figure: FigureExplanation; onClose(): void }) {
  const { t } = useTranslation(['statistics', 'common']);
  const { number, dateTime } = useFormats();
  const request = `GET ${figure.address}`;
  return (
    <Dialog open title={figure.title} toRead onClose={onClose}>
      <p className={styles.value}>{figure.text ?? number(figure.value)}</p>
      {figure.value > 0 && figure.value < small && (
        <Alert color="clay" variant="light" title={t('explain.small')}>
          {t('explain.smallText')}
        </Alert>
      )}
      <SummaryList
        rows={[
          { label: t('explain.counted'), value: figure.counted },
          ...figure.filters,
          { label: t('explain.knownAt'), value: dateTime(figure.knownAt) },
          { label: t('explain.rule'), value: figure.rule },
          { label: t('explain.source'), value: t('explain.sourceText') },
          { label: t('explain.api'), value: <code className={styles.address}>{request}</code> },
        ]}
      />
      <Group mt="md">
        <Button onClick={onClose}>{t('common:action.close')}</Button>
        <CopyButton text={request} label={t('explain.copy')} />
      </Group>
    </Dialog>
  );
}
