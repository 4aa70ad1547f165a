import { Injectable } from '@nestjs/common';
import { CaseFiles, hasOpenProceeding } from '#case-file';
import { derivedId, type RecordedEvent } from '#kernel';
import { logOf } from '#logging';
import { RunsWithApplication, Subscribers } from '#messaging';
import type { ProsecutionEvent } from '#nrm/prosecution';
import { Casework } from './casework.js';
import { onCase, processInvocation } from './invocation.js';
import { erasure } from './subjects.js';

/**
 * Records that nothing holds an erasure any more, when the last proceeding of the case has ended; whoever asked for it is
 * told by a notice. A process of its own: it asks for the case, and the destruction of keys must wait for no read model.
 */
@Injectable()
export class ErasureHoldProcess extends RunsWithApplication {
  constructor(subscribers: Subscribers, caseFiles: CaseFiles, casework: Casework) {
    async function endHold({ eventId, data, metadata }: RecordedEvent): Promise<void> {
      const { caseId } = data as ProsecutionEvent['data'];
      const file = (await caseFiles.unrelated({ caseId }))?.file;
      if (!file || hasOpenProceeding(file)) return;
      const { personId } = file;
      const invocation = processInvocation(derivedId('hold-ended', eventId), metadata.correlationId);
      await casework.run(erasure, { id: personId }, { type: 'EndHold', personId, caseId }, onCase(invocation, file));
    }
    super(
      subscribers.oneByOne({
        name: 'erasure-hold',
        log: logOf('Erasure'),
        async take(event) {
          if (event.type === 'ProceedingStageMoved') await endHold(event);
        },
      }),
    );
  }
}
