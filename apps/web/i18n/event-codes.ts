import type { CodeList } from './use-code.js';

/** In which code list the details of a timeline entry stand, by event type and by the name of the detail. */
export const eventCodes: Readonly<Record<string, Readonly<Record<string, CodeList>>>> = {
  StatusDecided: { status: 'identificationStatus', previous: 'identificationStatus' },
  IdentificationCorrected: { fields: 'field' },
  ConsentGiven: { purpose: 'consentPurpose', fieldGroups: 'fieldGroup', form: 'consentForm' },
  ConsentNarrowed: { fieldGroups: 'fieldGroup' },
  DisclosureClosed: { fieldGroups: 'fieldGroup', kept: 'fieldGroup' },
  ChildViewsRecorded: { assent: 'assent' },
  ReferralSent: { services: 'service' },
  ReferralDeclined: { reason: 'declineReason' },
  ReferralRecalled: { reason: 'recallReason' },
  ReferralCompleted: { outcome: 'completionOutcome', reason: 'notSuccessfulReason' },
  AssistancePlanned: { needs: 'service' },
  ServiceDelivered: { service: 'service' },
  RehabilitationPlanned: { rights: 'right' },
  GoalProgressed: { status: 'goalStatus' },
  FollowUpRecorded: { situation: 'followUpSituation' },
  CaseClosed: { reason: 'closureReason' },
  CaseReopened: { reason: 'reopeningReason' },
  ProceedingStageMoved: { stage: 'proceedingStage', from: 'proceedingStage' },
  SubjectRequestReceived: { kind: 'subjectRequestKind' },
  SubjectRequestAnswered: { outcome: 'subjectRequestOutcome' },
  TransferNotified: { form: 'transferNoticeForm' },
};
