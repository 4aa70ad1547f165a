import { Module } from '@nestjs/common';
import { CaseFileModule } from '#case-file';
import { Addressees } from './addressees.js';
import { NoticesController } from './notices.controller.js';
import { NoticesQueries } from './notices.queries.js';

/** The notices. Their projection and that of the case file must be run here. */
@Module({
  imports: [CaseFileModule],
  controllers: [NoticesController],
  providers: [NoticesQueries, Addressees],
  exports: [Addressees],
})
export class NoticesModule {}
