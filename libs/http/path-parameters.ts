import type { OpenAPIObject } from '@nestjs/swagger';

/**
 * Describes the parameters in the addresses of a description, which has only those that a handler takes itself and none
 * that a guard reads. Ids are UUIDs, but for the labels of goals.
 */
export function describePathParameters({ paths }: OpenAPIObject): void {
  for (const [path, item] of Object.entries(paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    if (names.length === 0) continue;
    item.parameters = names.map((name) => ({
      in: 'path',
      name,
      required: true,
      schema: name.endsWith('Id') && name !== 'goalId' ? { type: 'string', format: 'uuid' } : { type: 'string' },
    }));
  }
}
