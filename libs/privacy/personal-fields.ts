import { type EventDefinition, type FieldGroup, fieldGroups } from '#kernel';

/** Where an event type has personal text: property names from the top, `*` for each item of a list. */
export interface PersonalField {
  readonly path: readonly string[];
  readonly group: FieldGroup;
}

type Schema = { readonly [keyword: string]: unknown };

const known = new WeakMap<EventDefinition, readonly PersonalField[]>();

/** The personal fields of an event type, read once from its schema, of every member of a union. */
export function personalFields(definition: EventDefinition): readonly PersonalField[] {
  let fields = known.get(definition);
  if (!fields) {
    fields = walk(definition);
    known.set(definition, fields);
  }
  return fields;
}

function walk(definition: EventDefinition): PersonalField[] {
  const schema = definition.schema as unknown as Schema;
  const found = fieldsOf(schema, []);
  // what the walk cannot reach would be stored in clear
  if (found.length !== marksIn(schema)) {
    throw new Error(`${definition.type} has a personal field under a schema keyword that sealing does not know`);
  }
  const fields = new Map<string, PersonalField>();
  for (const field of found) {
    const at = pointer(field.path);
    if ((fields.get(at) ?? field).group !== field.group) {
      throw new Error(`${at} of ${definition.type} belongs to two field groups`);
    }
    fields.set(at, field);
  }
  return [...fields.values()];
}

function fieldsOf(schema: Schema, path: readonly string[]): PersonalField[] {
  if (isGroup(schema['personal'])) return [{ path, group: schema['personal'] }];
  const members = [schema['anyOf'], schema['allOf'], schema['oneOf']].flatMap((list) => (list ?? []) as Schema[]);
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const items = schema['items'] as Schema | undefined;
  return [
    ...members.flatMap((member) => fieldsOf(member, path)),
    ...properties.flatMap(([name, property]) => fieldsOf(property, [...path, name])),
    ...(items ? fieldsOf(items, [...path, '*']) : []),
  ];
}

/** How many times the keyword `personal` stands anywhere in a schema. */
function marksIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [keyword, inner]) => sum + (keyword === 'personal' && isGroup(inner) ? 1 : marksIn(inner)),
    0,
  );
}

const isGroup = (value: unknown): value is FieldGroup => fieldGroups.includes(value as FieldGroup);

/** A path as a JSON pointer (RFC 6901). */
const pointer = (path: readonly (string | number)[]): string => path.map((step) => `/${step}`).join('');

/**
 * A copy of an event's data with each present value of a field replaced by what `change` makes of it (called with its
 * JSON pointer, list indexes included); a value changed to undefined is left out.
 */
export function mapField(data: object, field: PersonalField, change: (value: unknown, at: string) => unknown): object {
  return mapped(data, field.path, [], change) as object;
}

function mapped(
  value: unknown,
  path: readonly string[],
  at: readonly (string | number)[],
  change: (value: unknown, at: string) => unknown,
): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value, pointer(at));
  if (step === '*') {
    if (!Array.isArray(value)) return value;
    return value.map((item, i) => mapped(item, rest, [...at, i], change)).filter((item) => item !== undefined);
  }
  // absent, or the path is of another member of a union
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  const inner = (value as Record<string, unknown>)[step];
  if (inner === undefined) return value;
  const changed = mapped(inner, rest, [...at, step], change);
  if (changed === inner) return value;
  if (changed !== undefined) return { ...value, [step]: changed };
  const { [step]: _, ...others } = value as Record<string, unknown>;
  return others;
}

/** Whether an event's data has anything personal in it. */
export function hasPersonal(definition: EventDefinition, data: object): boolean {
  let found = false;
  for (const field of personalFields(definition)) {
    mapField(data, field, (value) => {
      found = true;
      return value;
    });
  }
  return found;
}
