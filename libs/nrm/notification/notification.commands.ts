import type { NotificationEvent } from './notification.events.js';

type Facts = Omit<NotificationEvent['data'], 'notificationId' | 'late'>;

/** Records somebody who does not want to be identified. */
export interface RecordNotification {
  readonly type: 'RecordNotification';
  /** Made by the server: nobody chooses what could be a link. */
  readonly notificationId: string;
  readonly facts: Facts;
  /** Local date of the country. */
  readonly today: string;
}

/** What can be asked of `notification-{id}`. */
export type NotificationCommand = RecordNotification;
