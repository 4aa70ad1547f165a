import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rolesOfOrganisation, type OrganisationType } from '../codes.js';
import { useAnnounce } from '../components/announcer.js';
import { ManyOf } from '../components/choices.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { ApiProblem } from '../api/problem.js';
import { useCommand } from '../form/use-command.js';
import { useCode } from '../i18n/index.js';

/** Says which roles a member has from now on. */
export function RolesDialog({
  user,
  roles,
  type,
  path,
  onClose,
}: {
  readonly user: string;
  readonly roles: readonly string[];
  /** The kind of the organisation: it decides which roles there are. */
  readonly type: string;
  readonly path: string;
  onClose(): void;
}) {
  const { t } = useTranslation(['administration', 'common']);
  const code = useCode();
  const announce = useAnnounce();
  const command = useCommand();
  const [chosen, setChosen] = useState<readonly string[]>(roles);
  const [error, setError] = useState<string>();
  const save = async () => {
    if (chosen.length === 0) {
      setError(t('members.roleNeeded'));
      throw new ApiProblem('malformed-request', 0);
    }
    await command(path, { roles: chosen });
    announce(t('members.rolesChanged', { user }));
  };
  return (
    <ConfirmDialog
      open
      title={t('members.rolesTitle', { user })}
      text={t('members.rolesText')}
      choices={[{ label: t('common:action.save'), act: save }]}
      onClose={onClose}
    >
      <ManyOf
        name="roles"
        label={t('members.roles')}
        error={error}
        options={rolesOfOrganisation[type as OrganisationType].map((value) => ({ value, label: code('role', value) }))}
        value={chosen}
        onChange={setChosen}
      />
    </ConfirmDialog>
  );
}
