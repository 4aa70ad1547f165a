import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CaseController } from './case.controller.js';
import { CaseFiles } from './case-files.js';
import { CaseGuard } from './case.guard.js';

/** What a case is, and who has which part in it. Import it after AccessModule: its guard runs second. */
@Module({
  controllers: [CaseController],
  providers: [CaseFiles, { provide: APP_GUARD, useClass: CaseGuard }],
  exports: [CaseFiles],
})
export class CaseFileModule {}
