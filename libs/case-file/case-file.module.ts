import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { BreakGlassQueries } from './break-glass.queries.js';
import { CaseController } from './case.controller.js';
import { CaseFiles } from './case-files.js';
import { CaseGuard } from './case.guard.js';
import { ClosedCases } from './closed-cases.js';
import { ConcernedCases } from './concerned-cases.js';
import { ExportQueries } from './export.queries.js';
import { OwnCases } from './own-cases.js';
import { SubjectRequestQueries } from './subject-request.queries.js';

/** What a case is, and who has which part in it. Import it after AccessModule: its guard runs second. */
@Module({
  controllers: [CaseController],
  providers: [
    CaseFiles,
    ClosedCases,
    ConcernedCases,
    OwnCases,
    BreakGlassQueries,
    SubjectRequestQueries,
    ExportQueries,
    { provide: APP_GUARD, useClass: CaseGuard },
  ],
  exports: [CaseFiles, ClosedCases, ConcernedCases, OwnCases, BreakGlassQueries, SubjectRequestQueries, ExportQueries],
})
export class CaseFileModule {}
