import type { RecordedEvent } from '#kernel';
import type { CaseAnswer, TimelineAboutAnswer, TimelineEntry } from './case.answers.js';
import { recordedBy, type Sight } from './disclosure.js';
import { detailOf } from './event-detail.js';

/** The parts of an answer that a line of its timeline can be about. */
type ShownParts = Pick<CaseAnswer, 'offer' | 'consents' | 'referrals' | 'rehabilitation' | 'proceedings'>;

/**
 * One line of the timeline: what happened, when, and by whom, as far as the caller may know who helps her. It points to
 * what it is about only where that stands in the same answer.
 */
export function timelineEntry(event: RecordedEvent, sight: Sight, shown: ShownParts = {}): TimelineEntry {
  const { type, occurredAt, recordedAt } = event;
  const { user, organisation, role } = event.metadata.actor;
  const organisationId = recordedBy(event);
  const about = aboutOf(event, shown);
  const detail = detailOf(event, sight);
  return {
    type,
    occurredAt,
    recordedAt,
    ...(sight.mayNameOrganisation(event) ? { organisationId } : {}),
    // of an import, the role is not one in the organisation that it names
    ...(sight.mayNameOrganisation(event) && organisation === organisationId ? { role } : {}),
    ...(sight.isOfOwnPeople(event) ? { user } : {}),
    ...(about ? { about } : {}),
    ...(detail ? { detail } : {}),
  };
}

function aboutOf(event: RecordedEvent, shown: ShownParts): TimelineAboutAnswer | undefined {
  const { referralId, consentId, proceedingId, goalId } = event.data as Partial<Record<string, string>>;
  const referrals = [shown.offer ?? [], shown.referrals ?? []].flat();
  if (referralId !== undefined && referrals.some((one) => one.referralId === referralId)) {
    return { kind: 'Referral', id: referralId };
  }
  if (consentId !== undefined && shown.consents?.some((one) => one.consentId === consentId)) {
    return { kind: 'Consent', id: consentId };
  }
  if (proceedingId !== undefined && shown.proceedings?.some((one) => one.proceedingId === proceedingId)) {
    return { kind: 'Proceeding', id: proceedingId };
  }
  if (goalId !== undefined && shown.rehabilitation?.goals.some((one) => one.goalId === goalId)) {
    return { kind: 'Goal', id: goalId };
  }
  return undefined;
}
