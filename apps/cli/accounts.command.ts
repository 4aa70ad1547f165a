import type { Configuration } from '#configuration';
import { bundledIssuer, Invitations } from '#identity';
import { onIdentity } from './clients.command.js';

/**
 * Prints a link by which somebody who lost their password or second factor sets both anew; what they were signed in to
 * then ends. Returns the exit code.
 */
export async function recoverAccount(user: string, configuration: Configuration): Promise<number> {
  const link = await onIdentity(configuration, (database) =>
    new Invitations(database, bundledIssuer(configuration.publicUrl)).recover(user),
  );
  process.stdout.write(`${link}\n`);
  process.stderr.write('Hand this link over in person: it lets in whoever opens it, once, for 72 hours.\n');
  return 0;
}
