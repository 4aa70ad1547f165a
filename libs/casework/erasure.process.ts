import { Injectable } from '@nestjs/common';
import { logOf } from '#logging';
import { RunsWithApplication, Subscribers } from '#messaging';
import type { ErasureEvent } from '#nrm/erasure';
import { Erasures } from '#privacy';

/** Destroys the key of whoever was erased, when the process that recorded it died before it did so. */
@Injectable()
export class ErasureProcess extends RunsWithApplication {
  constructor(subscribers: Subscribers, erasures: Erasures) {
    super(
      subscribers.oneByOne({
        name: 'erasure',
        log: logOf('Erasure'),
        async take({ type, data }) {
          if (type === 'PersonErased') await erasures.erase((data as ErasureEvent['data']).personId);
        },
      }),
    );
  }
}
