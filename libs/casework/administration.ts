import { derivedId } from '#kernel';
import { membershipId } from '#nrm/membership';
import type { Casework } from './casework.js';
import { processInvocation } from './invocation.js';
import { membership, organisation } from './subjects.js';

/** Who runs a new installation, until they have invited others. */
export const firstAdministrator = 'admin';

/**
 * Registers the organisation that runs an installation, with its first administrator; what is there stays as it is.
 * Answers the position of the last of it.
 */
export async function foundAdministration(casework: Casework): Promise<number> {
  const organisationId = derivedId('installation', 'administration');
  const organisationType = 'Administration';
  const invocation = processInvocation(derivedId('found', organisationId), 'administration');
  await casework.run(
    organisation,
    { id: organisationId },
    {
      type: 'RegisterOrganisation',
      organisationId,
      name: 'Administration',
      organisationType,
      services: [],
      regions: [],
      today: casework.today(invocation),
    },
    invocation,
  );
  const id = membershipId(organisationId, firstAdministrator);
  const invited = await casework.run(
    membership,
    { id },
    {
      type: 'InviteMember',
      organisationId,
      organisationType,
      user: firstAdministrator,
      roles: ['administrator'],
      by: invocation.actor.user,
    },
    processInvocation(derivedId('found', id), 'administration'),
  );
  return invited.position;
}
