import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CaseFileModule } from '#case-file';
import { ReferralQueries } from '#coordination';
import { MembersQueries } from '#members';
import { AssistanceController } from './assistance.controller.js';
import { BreakGlassController } from './break-glass.controller.js';
import { Casework } from './casework.js';
import { ConsentCascade } from './consent-cascade.js';
import { ConsentCascadeProcess } from './consent-cascade.process.js';
import { ConsentChildViewsController } from './consent-child-views.controller.js';
import { ConsentController } from './consent.controller.js';
import { ConsentExclusionsController } from './consent-exclusions.controller.js';
import { ConsentTextsController } from './consent-texts.controller.js';
import { Directory } from './directory.js';
import { DirectoryController } from './directory.controller.js';
import { ErasureController } from './erasure.controller.js';
import { ErasureHoldProcess } from './erasure-hold.process.js';
import { ErasureProcess } from './erasure.process.js';
import { Erasing } from './erasure.js';
import { IdentificationController } from './identification.controller.js';
import { MemberInvitations } from './member-invitations.js';
import { MembershipController } from './membership.controller.js';
import { NotificationController } from './notification.controller.js';
import { IdentificationDeclinedController } from './notification-declined.controller.js';
import { NotesController } from './notes.controller.js';
import { OrganisationKeysController } from './organisation-keys.controller.js';
import { OrganisationKeysProcess } from './organisation-keys.process.js';
import { ProsecutionController } from './prosecution.controller.js';
import { ReferralController } from './referral.controller.js';
import { ReferralDeadlineProcess } from './referral-deadline.process.js';
import { RehabilitationController } from './rehabilitation.controller.js';
import { RetentionController } from './retention.controller.js';
import { Retention, RetentionProcess } from './retention.process.js';
import { RunCommandHandler } from './run-command.js';
import { ShelterAddressController } from './shelter-address.controller.js';
import { SubjectAccessController } from './subject-access.controller.js';
import { SubjectAccess } from './subject-access.js';
import { SubjectRightsController } from './subject-rights.controller.js';

const retentionProcess = {
  provide: RetentionProcess,
  inject: [Retention],
  useFactory: (retention: Retention) => new RetentionProcess(retention),
};

/** Commands in, events out. */
@Module({
  imports: [CqrsModule, CaseFileModule],
  controllers: [
    IdentificationController,
    ConsentController,
    ConsentTextsController,
    ConsentExclusionsController,
    ConsentChildViewsController,
    NotificationController,
    IdentificationDeclinedController,
    ReferralController,
    AssistanceController,
    NotesController,
    RehabilitationController,
    ProsecutionController,
    ErasureController,
    RetentionController,
    BreakGlassController,
    SubjectRightsController,
    SubjectAccessController,
    OrganisationKeysController,
    ShelterAddressController,
    DirectoryController,
    MembershipController,
  ],
  // of coordination its query alone: the routes may be another process's
  providers: [
    Casework,
    Directory,
    MembersQueries,
    MemberInvitations,
    RunCommandHandler,
    ReferralDeadlineProcess,
    ReferralQueries,
    ConsentCascade,
    ConsentCascadeProcess,
    Erasing,
    ErasureProcess,
    ErasureHoldProcess,
    Retention,
    retentionProcess,
    OrganisationKeysProcess,
    SubjectAccess,
  ],
  exports: [Casework],
})
export class CaseworkModule {}
