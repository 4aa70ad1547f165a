import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Outside } from './outside.js';
import { signIn } from './session.js';
import styles from './sign-in.module.css';

/** The door: what this is, in whose language, and one button. */
export function SignInPage() {
  const { t } = useTranslation('common');
  return (
    <Outside>
      <Stack gap="lg" className={styles.door}>
        <img src="/icon.svg" alt="" width={72} height={72} />
        <Title order={1}>{t('signIn.title')}</Title>
        <Text size="lg">{t('signIn.lead')}</Text>
        <Button size="lg" onClick={signIn}>
          {t('signIn.button')}
        </Button>
        <Text c="dimmed">{t('signIn.hint')}</Text>
        <Anchor component={Link} to="/about" className={styles.about}>
          {t('menu.about')}
        </Anchor>
      </Stack>
    </Outside>
  );
}
