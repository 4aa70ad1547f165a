import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberInvitedAnswer, OrganisationItem } from '../api/answers.js';
import { rolesOfOrganisation, type OrganisationType } from '../codes.js';
import { ManyOf } from '../components/choices.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useCode } from '../i18n/index.js';
import { Invited } from './invited.js';
import { LoadedOrganisation } from './loaded-organisation.js';

/** Lets somebody work for an organisation. */
export function InvitePage() {
  const { t } = useTranslation('administration');
  return (
    <LoadedOrganisation>
      {(organisation) => (
        <Page title={t('invite.title')} lead={organisation.name} narrow>
          {rolesOfOrganisation[organisation.type as OrganisationType].length === 0 ? (
            <Empty title={t('members.nobody')} hint={t('members.neverAnybody')} />
          ) : (
            <Inviting organisation={organisation} />
          )}
        </Page>
      )}
    </LoadedOrganisation>
  );
}

function Inviting({ organisation }: { readonly organisation: OrganisationItem }) {
  const [invited, setInvited] = useState<MemberInvitedAnswer>();
  return invited ? (
    <Invited answer={invited} onAnother={() => setInvited(undefined)} />
  ) : (
    <InviteForm organisation={organisation} onInvited={setInvited} />
  );
}

function InviteForm({
  organisation: { organisationId, type },
  onInvited,
}: {
  readonly organisation: OrganisationItem;
  onInvited(answer: MemberInvitedAnswer): void;
}) {
  const { t } = useTranslation('administration');
  const code = useCode();
  const possible = rolesOfOrganisation[type as OrganisationType];
  const form = useCommandForm<{ readonly user: string; readonly roles: readonly string[] }, MemberInvitedAnswer>({
    initial: { user: '', roles: possible.length === 1 ? possible : [] },
    // its answer is a secret: it is had at once or not at all
    secret: true,
    check: ({ user, roles }) => ({
      ...(user.trim() === '' && { user: t('invite.userNeeded') }),
      ...(roles.length === 0 && { roles: t('members.roleNeeded') }),
    }),
    write: ({ user, roles }) => ({
      path: `/organisations/${organisationId}/members`,
      body: { user: user.trim(), roles },
      kind: 'kind.other',
      summary: [],
    }),
    onSent: onInvited,
  });
  const { values, errors, set } = form;
  return (
    <CommandFormFrame form={form} submit={t('invite.send')}>
      <TextInput
        id="user"
        label={t('invite.user')}
        description={t('invite.userHint')}
        error={errors['user']}
        value={values.user}
        onChange={({ currentTarget }) => set('user', currentTarget.value)}
        maxLength={100}
        withAsterisk
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <ManyOf
        name="roles"
        label={t('members.roles')}
        hint={t('invite.rolesHint')}
        error={errors['roles']}
        options={possible.map((value) => ({ value, label: code('role', value) }))}
        value={values.roles}
        onChange={(roles) => set('roles', roles)}
        required
      />
      <Text c="dimmed">{t('invite.note')}</Text>
    </CommandFormFrame>
  );
}
