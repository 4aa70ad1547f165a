import { Alert, Anchor, Button, Text, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShelterAddressAnswer } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { Notice } from '../components/notice.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import type { FieldErrors } from '../components/error-summary.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useFormats } from '../i18n/index.js';
import { PassphraseForm } from './passphrase-form.js';
import styles from './shelter-address.module.css';
import { useOrganisationKey } from './use-organisation-key.js';

/** Where the shelter is: opened by its own people only, each with their passphrase. */
export function ShelterAddressPage() {
  const { t } = useTranslation('assistance');
  const { organisationId } = useMe();
  const { dateTime } = useFormats();
  const { data, mine } = useOrganisationKey();
  const [opened, setOpened] = useState<ShelterAddressAnswer>();
  const [saved, setSaved] = useState<string>();
  const path = `/organisations/${organisationId}/shelter-address`;
  return (
    <Page title={t('address.title')} lead={t('address.lead')} narrow>
      {saved !== undefined && <Notice text={saved} />}
      {data && mine !== 'Opens' && (
        <Alert color="tirek" mb="md">
          {t(data.pairs > 0 ? 'notes.notLetIn' : 'notes.noKey')}{' '}
          <Anchor component={Link} to="/organisation-key" inherit underline="always">
            {t('key.title')}
          </Anchor>
        </Alert>
      )}
      {mine === 'Opens' && (
        <Panel title={t('address.open')}>
          {opened ? (
            <>
              <p className={styles.address}>{opened.address}</p>
              <Text c="dimmed" size="sm" mb="md">
                {t('address.changedAt', { when: dateTime(opened.changedAt) })}
              </Text>
              <Button variant="default" onClick={() => setOpened(undefined)}>
                {t('notes.close')}
              </Button>
            </>
          ) : (
            <PassphraseForm<ShelterAddressAnswer>
              path={`${path}/opening`}
              submit={t('address.open')}
              onSent={setOpened}
            />
          )}
        </Panel>
      )}
      {data && data.pairs > 0 && (
        <Panel title={t('address.change')}>
          <AddressForm
            path={path}
            onSaved={() => {
              setOpened(undefined);
              setSaved(t('address.saved'));
            }}
          />
        </Panel>
      )}
    </Page>
  );
}

function AddressForm({ path, onSaved }: { readonly path: string; onSaved(): void }) {
  const { t } = useTranslation(['assistance', 'common']);
  const form = useCommandForm({
    // nobody finds it on a lost telephone, not even sealed
    secret: true,
    initial: { address: '' },
    check: ({ address }): FieldErrors => (address.trim() === '' ? { address: t('common:form.required') } : {}),
    write: ({ address }) => ({ path, body: { address: address.trim() }, kind: 'kind.other', summary: [] }),
    onSent: onSaved,
  });
  return (
    <CommandFormFrame form={form} submit={t('address.save')}>
      <Textarea
        id="address"
        label={t('address.address')}
        description={t('address.hint')}
        error={form.errors['address']}
        withAsterisk
        value={form.values.address}
        onChange={({ currentTarget }) => form.set('address', currentTarget.value)}
        maxLength={1000}
        autoComplete="off"
      />
    </CommandFormFrame>
  );
}
