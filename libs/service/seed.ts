import type { INestApplication } from '@nestjs/common';
import { Casework, seedDemonstration } from '#casework';
import type { Configuration } from '#configuration';
import { ProjectionRunners } from '#projections';

/** How long the members may take to be known, in milliseconds; who comes before that is not let in yet. */
const PATIENCE_MS = 10_000;

/** Registers the organisations and members of a demonstration store; several processes may do so at once. */
export async function seedIfDemonstration(app: INestApplication, { mode }: Configuration): Promise<void> {
  if (mode !== 'demonstration') return;
  const position = await seedDemonstration(app.get(Casework, { strict: false }));
  await app.get(ProjectionRunners, { strict: false }).get('members').waitFor(position, PATIENCE_MS);
}
