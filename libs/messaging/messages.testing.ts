import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '#kernel';
import { someEvents } from '../event-store/events.testing.js';

/** The CloudEvents source in tests without a store. */
export const source = '/tirek/test';

/** An event as a store gives it back. */
export function recorded(position: number, changes: Partial<RecordedEvent> = {}): RecordedEvent {
  return {
    ...someEvents()[0]!,
    position,
    stream: `case-${randomUUID()}`,
    revision: 0,
    recordedAt: '2026-11-21T22:11:29.120001Z',
    ...changes,
  };
}
