import { demonstrationOrganisations } from '#access';
import { derivedId } from '#kernel';
import type { Casework } from './casework.js';
import { processInvocation } from './invocation.js';
import { organisation } from './subjects.js';

/** Registers the organisations of a demonstration store; those that are there stay as they are. */
export async function seedDemonstration(casework: Casework): Promise<void> {
  await Promise.all(
    demonstrationOrganisations.map(async ({ organisationId, name, type, services, regions }) => {
      const invocation = processInvocation(derivedId('seed', organisationId), 'demonstration');
      await casework.run(
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
    }),
  );
}
