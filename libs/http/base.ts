import type { INestApplication } from '@nestjs/common';

/** Where the API is. */
export const base = 'api/v1';

/** Puts every route under the base, but for health and metrics. */
export function underBase(app: INestApplication): void {
  app.setGlobalPrefix(base, { exclude: ['health/{*path}', 'metrics'] });
}
