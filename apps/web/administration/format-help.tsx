import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { offerFile } from '../components/files.js';
import { useCode } from '../i18n/index.js';
import { htcdsColumns, sampleFile } from './htcds-columns.js';
import styles from './imports.module.css';

/** What a file has to look like, column by column, with a sample to begin from. */
export function FormatHelp({ open }: { readonly open: boolean }) {
  const { t } = useTranslation(['administration', 'common']);
  const code = useCode();
  return (
    <details className={styles.help} open={open || undefined}>
      <summary>{t('format.title')}</summary>
      <Text mb="sm">{t('format.text')}</Text>
      <Button variant="default" onClick={() => offerFile('sample.csv', new Blob([sampleFile()], { type: 'text/csv' }))}>
        {t('format.sample')}
      </Button>
      <ul className={styles.columns}>
        {htcdsColumns.map((column) => (
          <li key={column.name}>
            <p className={styles.column}>
              <code>{column.name}</code> {t(`columns.${column.name}`)}
              {!column.required && ` (${t('common:form.optional')})`}
            </p>
            {'codes' in column ? (
              <details>
                <summary>{t('format.values')}</summary>
                <ul className={styles.codes}>
                  {column.codes.values.map((value) => (
                    <li key={value}>
                      <code>{value}</code> {code(column.codes.list, value)}
                    </li>
                  ))}
                </ul>
              </details>
            ) : (
              <p className={styles.hint}>{t(`format.${column.name}`)}</p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
