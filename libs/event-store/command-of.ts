import { isUuid, type NewEvent } from '#kernel';

/**
 * The id of the command whose events these are. Throws RangeError when there are none, they are of several commands, or
 * an id is not a UUID.
 */
export function commandOf(events: readonly NewEvent[]): string {
  const commandId = events[0]?.metadata.commandId;
  if (commandId === undefined || events.some(({ metadata }) => metadata.commandId !== commandId)) {
    throw new RangeError('an append holds the events of one command, at least one');
  }
  if (![commandId, ...events.map(({ eventId }) => eventId)].every(isUuid)) {
    throw new RangeError('the ids of commands and events are UUIDs');
  }
  return commandId;
}
