import { Alert, Button, Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.js';
import styles from './recovery-code.module.css';

/** The recovery code, told this once: the page goes on when somebody says that it is written down. */
export function RecoveryCode({ code, onDone }: { readonly code: string; onDone(): void }) {
  const { t } = useTranslation(['assistance', 'common']);
  const [written, setWritten] = useState(false);
  return (
    <Page title={t('key.codeTitle')} lead={t('key.codeLead')} narrow>
      <p className={styles.code}>{code}</p>
      <Alert color="clay" mb="md">
        {t('key.codeText')}
      </Alert>
      <Checkbox
        label={t('key.codeWritten')}
        checked={written}
        onChange={({ currentTarget }) => setWritten(currentTarget.checked)}
        mb="lg"
      />
      <Group>
        <Button disabled={!written} onClick={onDone}>
          {t('common:action.continue')}
        </Button>
        <Button variant="default" onClick={() => print()}>
          {t('common:action.print')}
        </Button>
      </Group>
    </Page>
  );
}
