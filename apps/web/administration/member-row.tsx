import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberItem, OrganisationItem } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { useAnnounce } from '../components/announcer.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { useCommand } from '../form/use-command.js';
import { useCode, useFormats } from '../i18n/index.js';
import styles from './administration.module.css';
import { RolesDialog } from './roles-dialog.js';

/** Somebody who works for an organisation, or did, and what can be changed about it. */
export function MemberRow({
  member: { user, roles, since, leftAt },
  organisation,
}: {
  readonly member: MemberItem;
  readonly organisation: OrganisationItem;
}) {
  const { t } = useTranslation('administration');
  const me = useMe();
  const code = useCode();
  const { date, dayOf } = useFormats();
  const announce = useAnnounce();
  const command = useCommand();
  const [asking, setAsking] = useState<'roles' | 'departure'>();
  const path = `/organisations/${organisation.organisationId}/members/${encodeURIComponent(user)}`;
  const leave = async () => {
    await command(`${path}/departure`);
    announce(t('members.hasLeft', { user }));
  };
  return (
    <div className={styles.member}>
      <div className={styles.text}>
        <p className={styles.name}>{user}</p>
        <p className={styles.more}>{roles.map((role) => code('role', role)).join(', ')}</p>
        <p className={styles.more}>
          {leftAt === null
            ? t('members.since', { date: date(dayOf(since)) })
            : t('members.leftOn', { date: date(dayOf(leftAt)) })}
        </p>
      </div>
      {leftAt === null &&
        (user === me.user ? (
          <p className={styles.more}>{t('members.oneself')}</p>
        ) : (
          <Group gap="sm">
            <Button variant="default" onClick={() => setAsking('roles')}>
              {t('members.changeRoles')}
              <span className="for-screen-readers"> {user}</span>
            </Button>
            <Button variant="default" onClick={() => setAsking('departure')}>
              {t('members.departure')}
              <span className="for-screen-readers"> {user}</span>
            </Button>
          </Group>
        ))}
      {asking === 'roles' && (
        <RolesDialog
          user={user}
          roles={roles}
          type={organisation.type}
          path={`${path}/roles`}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'departure' && (
        <ConfirmDialog
          open
          title={t('members.departureTitle', { user })}
          text={t('members.departureText')}
          choices={[{ label: t('members.departureConfirm'), danger: true, act: leave }]}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}
