import { Injectable } from '@nestjs/common';
import { Readers, type ReaderEntry } from '#audit';
import { CaseFiles } from '#case-file';
import { caseOf, derivedId, type FieldGroup, type RecordedEvent } from '#kernel';
import { Casework } from './casework.js';
import { consequencesOf, fallenBasis, type Closing, type FallenBasis } from './consent-consequences.js';
import { processInvocation, type Invocation } from './invocation.js';
import { consent, referral } from './subjects.js';

/**
 * When a consent is withdrawn or narrowed, or a vital interest denied, the case file closes what rested on it at once.
 * This makes it known, and good what was under way: it recalls referrals that wait, and records for every recipient what
 * was closed and what it had seen. It may be killed at any step: what follows from an event follows from the history
 * before it, and each command has an id that follows from that event, so that going through it again does nothing twice.
 */
@Injectable()
export class ConsentCascade {
  constructor(
    private readonly casework: Casework,
    private readonly caseFiles: CaseFiles,
    private readonly readers: Readers,
  ) {}

  /** Takes the consequences of an event. */
  async take(event: RecordedEvent): Promise<void> {
    const basis = fallenBasis(event);
    if (basis) await this.takeConsequences(event, basis);
  }

  private async takeConsequences(cause: RecordedEvent, basis: FallenBasis): Promise<void> {
    const caseId = caseOf(cause);
    if (caseId === undefined) return;
    const standing = await this.caseFiles.unrelated({ caseId });
    if (!standing) throw new Error('a basis fell in a case that was never logged');
    const events = await this.caseFiles.events(standing.file);
    const history = events.filter(({ position }) => position <= cause.position);
    const { closings, recalls } = consequencesOf(history, basis);
    for (const { referralId, reason } of recalls) {
      const invocation = invocationFor(cause, referralId);
      const today = this.casework.today(invocation);
      await this.casework.run(referral, { id: referralId }, { type: 'RecallUnanswered', reason, today }, invocation);
    }
    if (closings.length === 0) return;
    const readers = await this.readers.of(caseId);
    for (const { recipient, fieldGroups, kept } of closings) {
      const closed = {
        caseId,
        ...basis,
        recipient,
        fieldGroups: [...fieldGroups],
        seen: seenUntil(cause.recordedAt, readers, { recipient, fieldGroups }),
        kept: [...kept],
      };
      await this.casework.run(
        consent,
        { id: caseId },
        { type: 'CloseDisclosure', closed },
        invocationFor(cause, recipient),
      );
    }
  }
}

/**
 * The same command id for the same cause and the same one it concerns. The command is not said to be about the person:
 * she may be erased between two attempts, and the repeat must still be known as one.
 */
const invocationFor = (cause: RecordedEvent, concerned: string): Invocation => ({
  ...processInvocation(derivedId('consent-cascade', cause.eventId, concerned), cause.metadata.correlationId),
  exercise: cause.metadata.exercise,
});

/** How often a recipient had opened each group that was closed to it, until an instant; groups it never opened are left out. */
export function seenUntil(
  until: string,
  readers: readonly Pick<ReaderEntry, 'at' | 'organisationId' | 'fieldGroups'>[],
  { recipient, fieldGroups }: Pick<Closing, 'recipient' | 'fieldGroups'>,
): { fieldGroup: FieldGroup; times: number; lastAt: string }[] {
  const end = Date.parse(until);
  const earlier = readers.filter((read) => read.organisationId === recipient && Date.parse(read.at) <= end);
  return fieldGroups.flatMap((fieldGroup) => {
    const instants = earlier.filter((read) => read.fieldGroups.includes(fieldGroup)).map(({ at }) => Date.parse(at));
    if (instants.length === 0) return [];
    return [{ fieldGroup, times: instants.length, lastAt: new Date(Math.max(...instants)).toISOString() }];
  });
}
