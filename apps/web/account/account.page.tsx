import { Anchor, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useInstallation } from '../app/installation.js';
import { LanguageChoice } from '../app/language-choice.js';
import { useMe } from '../app/session.js';
import { SignOut } from '../app/sign-out.js';
import { OneOf } from '../components/choices.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { SummaryList } from '../components/summary-list.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode } from '../i18n/index.js';
import styles from './account.module.css';

/** Who somebody is here, how the application looks to them, and how they sign in and out. */
export function AccountPage() {
  const { t } = useTranslation(['account', 'common']);
  const { user, organisationId, roles } = useMe();
  const nameOf = useOrganisationName();
  const code = useCode();
  return (
    <Page title={t('common:menu.account')} narrow>
      <Panel title={t('who')}>
        <SummaryList
          rows={[
            { label: t('user'), value: user },
            { label: t('common:label.organisation'), value: nameOf(organisationId) },
            { label: t('roles'), value: roles.map((role) => code('role', role)).join(', ') },
          ]}
        />
        <Text c="dimmed" size="sm" mt="sm">
          {t('whoHint')}
        </Text>
      </Panel>
      <Panel title={t('looks')}>
        <div className={styles.language}>
          <Text fw={600} aria-hidden>
            {t('common:language.choose')}
          </Text>
          <LanguageChoice />
        </div>
        <ColourScheme />
      </Panel>
      <HowToSignIn />
      <Panel title={t('sessions')}>
        <Text mb="md">{t('sessionsHint')}</Text>
        <SignOut everywhere />
      </Panel>
    </Page>
  );
}

function ColourScheme() {
  const { t } = useTranslation('common');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <OneOf
      name="scheme"
      label={t('widget.theme')}
      options={[
        { value: 'auto', label: t('widget.asDevice') },
        { value: 'light', label: t('widget.light') },
        { value: 'dark', label: t('widget.dark') },
      ]}
      value={colorScheme}
      onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}
    />
  );
}

/** Only where the accounts are this installation's own. */
function HowToSignIn() {
  const { t } = useTranslation('account');
  const { ownAccounts } = useInstallation();
  return (
    <Panel title={t('signIn')}>
      {ownAccounts ? (
        <>
          <Text>{t('signInHint')}</Text>
          <Anchor href="/identity/account" className={styles.link}>
            {t('signInLink')}
          </Anchor>
        </>
      ) : (
        <Text>{t('signInElsewhere')}</Text>
      )}
    </Panel>
  );
}
