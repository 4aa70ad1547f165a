import type { INestApplication } from '@nestjs/common';
import { demonstrationUsers } from '#access';
import { Casework, firstAdministrator, foundAdministration } from '#casework';
import type { Configuration } from '#configuration';
import { demonstrationPassword, type Identity } from '#identity';
import { ProjectionRunners } from '#projections';
import type { Ground } from './ground.js';
import { seedIfDemonstration } from './seed.js';

/** How long the first member may take to be known, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Sees to it that somebody can sign in: the invented users of a demonstration store, or else the first administrator. */
export async function firstStart(
  app: INestApplication,
  configuration: Configuration,
  { identity }: Ground,
): Promise<void> {
  await seedIfDemonstration(app, configuration);
  // another issuer has the accounts
  if (!identity) return;
  if (configuration.mode === 'production') return inviteFirstAdministrator(app, identity);
  await identity.accounts.demonstrate(
    demonstrationUsers.map(({ user }) => user),
    demonstrationPassword(configuration.home),
  );
}

/** Prints an invitation at every start until somebody has an account; an earlier one is worth nothing then. */
async function inviteFirstAdministrator(app: INestApplication, identity: Identity): Promise<void> {
  if (await identity.accounts.any()) return;
  const position = await foundAdministration(app.get(Casework, { strict: false }));
  await app.get(ProjectionRunners, { strict: false }).get('members').waitFor(position, PATIENCE_MS);
  const link = await identity.invitations.create(firstAdministrator);
  process.stdout.write(
    `Nobody has an account here yet. The first administrator ("${firstAdministrator}") begins with this link; it works once, for 72 hours, and lets in whoever opens it:\n  ${link}\n`,
  );
}
