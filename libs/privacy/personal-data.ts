import type { KeyObject } from 'node:crypto';
import type { EventCatalogue } from '#event-store';
import { type FieldGroup, type NewEvent, Problem, type RecordedEvent } from '#kernel';
import { digest, digestUuid } from './digests.js';
import type { KeyRing } from './key-ring.js';
import { personIn } from './person-in.js';
import { hasPersonal } from './personal-fields.js';
import type { PersonKeys } from './person-keys.js';
import { open, seal } from './sealing.js';

/** An event as a reader may see it. */
export interface OpenedEvent extends RecordedEvent {
  /** The groups that it has something of and the reader may not see. */
  readonly hidden: ReadonlySet<FieldGroup>;
  /** What it said of the person is gone, for everybody. */
  readonly erased: boolean;
}

const FINGERPRINT_BYTES = 16;

/** Seals the personal fields of events on their way into the store, and opens them at the read edge. */
export class PersonalData {
  private readonly fingerprintKey: KeyObject;
  private readonly referenceKey: KeyObject;

  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly keys: PersonKeys,
    ring: KeyRing,
  ) {
    this.fingerprintKey = ring.derive('fingerprint');
    this.referenceKey = ring.derive('reference');
  }

  /**
   * The events with their personal fields sealed by the key of the person of their case, which is durable by then.
   * Events without anything personal pass, whether she was erased or not.
   * Throws Problem when she was erased, or when a text already looks sealed (it names the field).
   */
  async seal(events: readonly NewEvent[], stream: string): Promise<NewEvent[]> {
    return Promise.all(
      events.map(async (event) => {
        const definition = this.catalogue.definition(event.type);
        if (!hasPersonal(definition, event.data)) return event;
        const key = await this.keys.ensure(personIn(event));
        if (!key) {
          throw new Problem('wrong-state', 'The person was erased: nothing personal can be recorded of her.');
        }
        return { ...event, data: seal(definition, { stream, eventId: event.eventId }, event.data, key.seal) };
      }),
    );
  }

  /**
   * The events, in their current schema version, with the fields of the allowed groups opened and the others left out.
   * One look-up of keys for all of them. Throws SealBrokenError for a field that was tampered with.
   */
  async open(
    events: readonly RecordedEvent[],
    groupsOf: (event: RecordedEvent) => ReadonlySet<FieldGroup>,
  ): Promise<OpenedEvent[]> {
    const sealed = events.filter((event) => hasPersonal(this.catalogue.definition(event.type), event.data));
    const persons = new Map(sealed.map((event) => [event, personIn(event)]));
    const keys = await this.keys.find(persons.values());
    return events.map((event) => {
      const personId = persons.get(event);
      if (personId === undefined) return { ...event, hidden: new Set(), erased: false };
      const key = keys.get(personId);
      const definition = this.catalogue.definition(event.type);
      return { ...event, ...open(definition, event, event.data, key?.seal, groupsOf(event)) };
    });
  }

  /**
   * Tells a repeat of a request from another request: equal for equal parts (any JSON), and nothing can be learned from
   * it without the key. It is keyed by the person the request is about, so that it dies with her key; undefined for a
   * request about nobody. Of an erased person, what can still be recorded is not personal, and is keyed as of nobody.
   */
  async fingerprint(personId: string | undefined, parts: unknown): Promise<string> {
    const person = personId === undefined ? undefined : await this.keys.ensure(personId);
    return digest(person?.fingerprint ?? this.fingerprintKey, parts, FINGERPRINT_BYTES).toString('base64url');
  }

  /** A UUID that follows from a reference in another system, and from which nobody without the keys finds the reference. */
  referenceId(source: string, reference: string): string {
    return digestUuid(this.referenceKey, [source, reference]);
  }
}
