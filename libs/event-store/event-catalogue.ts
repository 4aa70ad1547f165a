import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { DomainEvent, EventDefinition, RecordedEvent } from '#kernel';

const ajv = new Ajv2020({ keywords: ['personal'] });
formats.default(ajv);

/** An event that this version of the software does not know: it must not be skipped, and not be guessed at. */
export class UnknownEventError extends Error {
  constructor(readonly event: { readonly type: string; readonly schemaVersion: number; readonly eventId: string }) {
    super(
      `event ${event.eventId} is ${event.type} version ${event.schemaVersion}, which this version of Tirek does not know`,
    );
    this.name = 'UnknownEventError';
  }
}

/** The event types that this version knows. */
export class EventCatalogue {
  private readonly checks = new Map<string, ValidateFunction>();
  private readonly definitions: ReadonlyMap<string, EventDefinition>;

  constructor(definitions: Iterable<EventDefinition>) {
    const known = new Map<string, EventDefinition>();
    for (const definition of definitions) {
      if (known.has(definition.type)) throw new Error(`two event types are called ${definition.type}`);
      known.set(definition.type, definition);
    }
    this.definitions = known;
  }

  /** The definition of a type; throws for a type that does not exist. */
  definition(type: string): EventDefinition {
    const definition = this.definitions.get(type);
    if (!definition) throw new Error(`no event type is called ${type}`);
    return definition;
  }

  all(): Iterable<EventDefinition> {
    return this.definitions.values();
  }

  /** Throws when the data of an event do not fit its schema: what does not fit must not be stored. Names fields, never values. */
  check({ type, data }: DomainEvent): void {
    let fits = this.checks.get(type);
    if (!fits) this.checks.set(type, (fits = ajv.compile(this.definition(type).schema)));
    if (!fits(data)) throw new Error(`${type} does not fit its schema: ${ajv.errorsText(fits.errors)}`);
  }

  /** A stored event in its current schema version. Throws UnknownEventError for a type or version from the future. */
  upcast(event: RecordedEvent): RecordedEvent {
    const definition = this.definitions.get(event.type);
    if (!definition || event.schemaVersion > definition.version) throw new UnknownEventError(event);
    if (event.schemaVersion === definition.version) return event;
    let data = event.data as Record<string, unknown>;
    for (let version = event.schemaVersion; version < definition.version; version += 1) {
      const upcaster = definition.upcasters[version];
      if (!upcaster) throw new UnknownEventError(event);
      data = upcaster(data);
    }
    return { ...event, schemaVersion: definition.version, data };
  }
}
