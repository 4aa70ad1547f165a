import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CaseFileModule } from '#case-file';
import { ReferralQueries } from '#coordination';
import { AssistanceController } from './assistance.controller.js';
import { Casework } from './casework.js';
import { ConsentController } from './consent.controller.js';
import { DirectoryController } from './directory.controller.js';
import { IdentificationController } from './identification.controller.js';
import { ProsecutionController } from './prosecution.controller.js';
import { ReferralController } from './referral.controller.js';
import { ReferralDeadlineProcess } from './referral-deadline.process.js';
import { RehabilitationController } from './rehabilitation.controller.js';
import { RunCommandHandler } from './run-command.js';

/** Commands in, events out. */
@Module({
  imports: [CqrsModule, CaseFileModule],
  controllers: [
    IdentificationController,
    ConsentController,
    ReferralController,
    AssistanceController,
    RehabilitationController,
    ProsecutionController,
    DirectoryController,
  ],
  // of coordination its query alone: the routes may be another process's
  providers: [Casework, RunCommandHandler, ReferralDeadlineProcess, ReferralQueries],
  exports: [Casework],
})
export class CaseworkModule {}
