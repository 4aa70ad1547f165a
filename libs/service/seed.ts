import type { INestApplication } from '@nestjs/common';
import { Casework, seedDemonstration } from '#casework';
import type { Configuration } from '#configuration';

/** Registers the organisations of a demonstration store; several processes may do so at once. */
export async function seedIfDemonstration(app: INestApplication, { mode }: Configuration): Promise<void> {
  if (mode === 'demonstration') await seedDemonstration(app.get(Casework, { strict: false }));
}
