import { demonstrationOrganisations, demonstrationUsers } from '#access';
import { derivedId } from '#kernel';
import { membershipId } from '#nrm/membership';
import type { Casework } from './casework.js';
import { processInvocation } from './invocation.js';
import { membership, organisation } from './subjects.js';

/**
 * Registers the organisations of a demonstration store and their members; what is there stays as it is. Answers the
 * position of the last of it.
 */
export async function seedDemonstration(casework: Casework): Promise<number> {
  const organisations = demonstrationOrganisations.map(async ({ organisationId, name, type, services, regions }) => {
    const invocation = processInvocation(derivedId('seed', organisationId), 'demonstration');
    return casework.run(
      organisation,
      { id: organisationId },
      {
        type: 'RegisterOrganisation',
        organisationId,
        name,
        organisationType: type,
        services,
        regions,
        today: casework.today(invocation),
      },
      invocation,
    );
  });
  const members = demonstrationUsers.map(async ({ user, organisationId, roles }) => {
    const id = membershipId(organisationId, user);
    const invocation = processInvocation(derivedId('seed', id), 'demonstration');
    const organisationType = demonstrationOrganisations.find((one) => one.organisationId === organisationId)!.type;
    return casework.run(
      membership,
      { id },
      { type: 'InviteMember', organisationId, organisationType, user, roles, by: invocation.actor.user },
      invocation,
    );
  });
  const seeded = await Promise.all([...organisations, ...members]);
  return Math.max(...seeded.map(({ position }) => position));
}
