import { Inject, Injectable } from '@nestjs/common';
import { hasOpenProceeding, type CaseFile } from '#case-file';
import { EVENT_STORE, type EventStore } from '#event-store';
import type { ErasePerson, ErasureEvent } from '#nrm/erasure';
import { caseNumber, type RecordedEvent } from '#kernel';
import { Erasures } from '#privacy';
import { Casework } from './casework.js';
import type { ErasureAnswer } from './erasure.answers.js';
import { onCase, type Invocation } from './invocation.js';
import { erasure } from './subjects.js';

/** Key and index tokens are destroyed, in all backups by the end of the key period (docs/adr/0020-erasure.md). */
const policy = 'person-key-destroyed.v1';

type Recorded<T extends ErasureEvent['type']> = RecordedEvent<Extract<ErasureEvent, { type: T }>>;

/** Erases persons, and tells what has become of them. */
@Injectable()
export class Erasing {
  constructor(
    private readonly casework: Casework,
    private readonly erasures: Erasures,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * Records that the person of a case is to be erased, and destroys her key; the process does so where this one dies
   * between the two. False when the law keeps what is known of her for now, which is recorded too.
   */
  async erase(
    file: CaseFile,
    why: Pick<ErasePerson, 'reason' | 'legalGround'>,
    invocation: Invocation,
  ): Promise<boolean> {
    const { personId, caseId } = file;
    const { events } = await this.casework.run(
      erasure,
      // without her case: what tells a repeat of the request must not be keyed by the key that goes
      { id: personId },
      { type: 'ErasePerson', personId, caseId, ...why, proceedingOpen: hasOpenProceeding(file) },
      onCase(invocation, file),
    );
    if (events.some(({ type }) => type === 'ErasureHeld')) return false;
    await this.erasures.erase(personId);
    return true;
  }

  /** The state of the person of a case. */
  async of(file: CaseFile): Promise<ErasureAnswer> {
    const { personId, caseId } = file;
    const events = await this.store.readStream(`${erasure.prefix}-${personId}`);
    const erased = events.find(isA('PersonErased'));
    const held = events.findLast(isA('ErasureHeld'));
    const deletion = await this.erasures.of(personId);
    const { reason, legalGround } = (erased ?? held)?.data ?? {};
    return {
      personId,
      caseId,
      caseNumber: caseNumber(this.casework.country.code, caseId),
      legalHold: hasOpenProceeding(file),
      // in a database that was restored, her key may be known to be gone and the event not
      state: erased || deletion ? 'Erased' : held ? 'Held' : 'Kept',
      ...(reason && legalGround ? { reason, legalGround } : {}),
      ...(held ? { heldAt: held.recordedAt } : {}),
      ...(erased ? { erasedAt: erased.recordedAt } : {}),
      ...(deletion ? { keyDeletedAt: deletion.keyDeletedAt.toISOString() } : {}),
      ...(deletion?.finalAt ? { finalAt: deletion.finalAt.toISOString() } : {}),
      ...(deletion?.finalExpectedBy ? { finalExpectedBy: deletion.finalExpectedBy.toISOString() } : {}),
      policy,
    };
  }
}

const isA =
  <T extends ErasureEvent['type']>(type: T) =>
  (event: RecordedEvent): event is Recorded<T> =>
    event.type === type;
