import { Module } from '@nestjs/common';
import { CaseloadController } from './caseload.controller.js';
import { CaseloadQueries } from './caseload.queries.js';
import { ProceedingsQueries } from './proceedings.queries.js';

/** The routes of the caseload. DATABASE, COUNTRY_PACK and NameSearch (of #privacy) must be provided globally, its projection be run. */
@Module({ controllers: [CaseloadController], providers: [CaseloadQueries, ProceedingsQueries] })
export class CaseloadModule {}
