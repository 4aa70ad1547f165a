import { Injectable } from '@nestjs/common';
import { logOf } from '#logging';
import { RunsWithApplication, type Subscriber, Subscribers } from '#messaging';
import { ConsentCascade } from './consent-cascade.js';

/** Follows the events from the cascade's checkpoint. A case that cannot be read keeps no other from it. */
export const cascadeSubscriber = (subscribers: Subscribers, cascade: ConsentCascade): Subscriber =>
  subscribers.oneByOne({
    name: 'consent-cascade',
    log: logOf('ConsentCascade'),
    take: (event) => cascade.take(event),
  });

/** Runs the consent cascade with the application. */
@Injectable()
export class ConsentCascadeProcess extends RunsWithApplication {
  constructor(subscribers: Subscribers, cascade: ConsentCascade) {
    super(cascadeSubscriber(subscribers, cascade));
  }
}
