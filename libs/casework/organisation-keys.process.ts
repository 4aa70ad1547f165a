import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '#kernel';
import { logOf } from '#logging';
import { RunsWithApplication, Subscribers } from '#messaging';
import type { MembershipEvent } from '#nrm/membership';
import { OrganisationKeys } from '#privacy';

/**
 * Whoever leaves an organisation opens its key no more: what they were given is deleted, and it seals to a new pair, in
 * the transaction that moves the checkpoint.
 */
@Injectable()
export class OrganisationKeysProcess extends RunsWithApplication {
  constructor(subscribers: Subscribers, keys: OrganisationKeys) {
    super(
      subscribers.byPage({
        name: 'organisation keys',
        log: logOf('OrganisationKeys'),
        async take(page, client) {
          for (const event of page as (RecordedEvent & MembershipEvent)[]) {
            if (event.type === 'MemberLeft') await keys.leave(event.data, client);
          }
        },
      }),
    );
  }
}
