import type { Decider, DomainEvent, EventDefinition } from '#kernel';
import { assistanceDecider, assistanceEvents } from '#nrm/assistance';
import { breakGlassDecider, breakGlassEvents } from '#nrm/break-glass';
import { consentDecider, consentEvents } from '#nrm/consent';
import { directoryDecider, directoryEvents } from '#nrm/directory';
import { erasureDecider, erasureEvents } from '#nrm/erasure';
import { exportDecider, exportEvents } from '#nrm/export';
import { identificationDecider, identificationEvents } from '#nrm/identification';
import { membershipDecider, membershipEvents } from '#nrm/membership';
import { notificationDecider, notificationEvents } from '#nrm/notification';
import { prosecutionDecider, prosecutionEvents } from '#nrm/prosecution';
import { referralDecider, referralEvents } from '#nrm/referral';
import { rehabilitationDecider, rehabilitationEvents } from '#nrm/rehabilitation';
import { subjectRightsDecider, subjectRightsEvents } from '#nrm/subject-rights';

/** A subject of the write model and the streams it lives in: `{prefix}-{id}`. */
export interface Subject<C = never, E extends DomainEvent = DomainEvent, S = unknown> {
  readonly prefix: string;
  readonly decider: Decider<C, E, S>;
}

const subject = <C, E extends DomainEvent, S>(prefix: string, decider: Decider<C, E, S>): Subject<C, E, S> => ({
  prefix,
  decider,
});

export const identification = subject('case', identificationDecider);
export const consent = subject('consent', consentDecider);
export const referral = subject('referral', referralDecider);
export const assistance = subject('assistance', assistanceDecider);
export const rehabilitation = subject('rehabilitation', rehabilitationDecider);
export const proceeding = subject('proceeding', prosecutionDecider);
export const organisation = subject('organisation', directoryDecider);
export const notification = subject('notification', notificationDecider);
export const breakGlass = subject('break-glass', breakGlassDecider);
export const subjectRights = subject('subject-rights', subjectRightsDecider);
export const dataExport = subject('export', exportDecider);
export const erasure = subject('person', erasureDecider);
export const membership = subject('membership', membershipDecider);

/** Every event type of the write model. */
export const nrmEvents: readonly EventDefinition[] = [
  ...identificationEvents,
  ...consentEvents,
  ...referralEvents,
  ...assistanceEvents,
  ...rehabilitationEvents,
  ...prosecutionEvents,
  ...directoryEvents,
  ...notificationEvents,
  ...breakGlassEvents,
  ...subjectRightsEvents,
  ...exportEvents,
  ...erasureEvents,
  ...membershipEvents,
];
