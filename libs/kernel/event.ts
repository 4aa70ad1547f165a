import { Type, type Static, type TObject, type TProperties, type TString } from 'typebox';

/** What happened: a name in the past tense and its data. */
export interface DomainEvent<T extends string = string, D = object> {
  readonly type: T;
  readonly data: D;
}

/** Who did it: a user of an organisation in one role. */
export interface Actor {
  readonly user: string;
  readonly organisation: string;
  readonly role: string;
}

/** What every stored event says beside its data (design section 3). */
export interface EventMetadata {
  readonly actor: Actor;
  readonly commandId: string;
  /** The request, import or process run that this belongs to. */
  readonly correlationId: string;
  /** The command or event that caused it. */
  readonly causationId: string;
  /** Training data: never mixed with real figures. */
  readonly exercise: boolean;
  /** Keyed digest of the request, to tell a repeat from another request under the same key. */
  readonly fingerprint?: string;
}

/** An event on its way into the store. */
export interface NewEvent<E extends DomainEvent = DomainEvent> {
  readonly eventId: string;
  readonly type: E['type'];
  readonly schemaVersion: number;
  /** When it happened in the world: a local date (`2026-11-21`) or an instant. */
  readonly occurredAt: string;
  readonly data: E['data'];
  readonly metadata: EventMetadata;
}

/** An event as the store gives it back. `recordedAt` is the store's clock, in commit order. */
export interface RecordedEvent<E extends DomainEvent = DomainEvent> extends NewEvent<E> {
  readonly position: number;
  readonly stream: string;
  /** 0 for the first event of its stream. */
  readonly revision: number;
  readonly recordedAt: string;
}

/** The groups of personal data that the disclosure policy speaks of. */
export const fieldGroups = [
  'Identity',
  'Contact',
  'SafeContact',
  'Location',
  'Needs',
  'Health',
  'Narrative',
  'CounsellingNotes',
  'CriminalFile',
  'ServicesFact',
  'ServicesContent',
] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** A text that is personal: sealed with the person's key before it is stored, opened only for who may see its group. */
export const personal = (fieldGroup: FieldGroup): TString => Type.String({ personal: fieldGroup });

type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/** An event type as a value: its name on disk (never renamed), its schema version and its JSON Schema. */
export interface EventDefinition<T extends string = string, S extends TObject = TObject> {
  readonly type: T;
  readonly version: number;
  readonly schema: S;
  /** The data field that says when it happened in the world; absent: when it was recorded. */
  readonly occurredOn?: string;
  /** From version n to n+1, pure and total. */
  readonly upcasters: Readonly<Record<number, Upcaster>>;
}

/** The event that a definition describes. */
export type EventOf<D> = D extends EventDefinition<infer T, infer S> ? DomainEvent<T, Static<S>> : never;

/** Defines an event type. Its version is one more than its upcasters. */
export function defineEvent<T extends string, P extends TProperties>(
  type: T,
  properties: P,
  options: { occurredOn?: keyof P & string; upcasters?: Readonly<Record<number, Upcaster>> } = {},
): EventDefinition<T, TObject<P>> {
  const upcasters = options.upcasters ?? {};
  return {
    type,
    version: Object.keys(upcasters).length + 1,
    schema: Type.Object(properties, { additionalProperties: false }),
    ...(options.occurredOn ? { occurredOn: options.occurredOn } : {}),
    upcasters,
  };
}

/** The case an event belongs to; undefined for events of no case (organisations, the store itself). */
export function caseOf({ data }: DomainEvent): string | undefined {
  const { caseId } = data as { caseId?: unknown };
  return typeof caseId === 'string' ? caseId : undefined;
}
