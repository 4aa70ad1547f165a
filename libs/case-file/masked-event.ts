import { mask } from '#access';
import type { EventDefinition, FieldGroup } from '#kernel';
import { mapField, type OpenedEvent, personalFields } from '#privacy';

/** An opened event as it may be told. */
export interface ToldEvent extends OpenedEvent {
  /** The groups that it was opened for, whole or as a mask. */
  readonly opened: ReadonlySet<FieldGroup>;
  /** The groups of which there is only a mask, or nothing is left of it. */
  readonly masked: ReadonlySet<FieldGroup>;
}

/** An opened event, the texts of some groups replaced by their masks. `definition` is the one of its type. Pure. */
export function maskedEvent(
  event: OpenedEvent,
  definition: EventDefinition,
  groups: ReadonlySet<FieldGroup>,
): ToldEvent {
  const [opened, masked] = [new Set<FieldGroup>(), new Set<FieldGroup>()];
  const data = personalFields(definition).reduce(
    (rest, { path, group }) =>
      mapField(rest, { path, group }, (text) => {
        opened.add(group);
        if (!groups.has(group)) return text;
        masked.add(group);
        return mask(path.at(-1) ?? '', text);
      }),
    event.data,
  );
  return { ...event, data, opened, masked };
}
