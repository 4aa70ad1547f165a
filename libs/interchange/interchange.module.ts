import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { CaseFileModule } from '#case-file';
import { CaseworkModule } from '#casework';
import { Exports } from './exports.js';
import { ExportsController } from './exports.controller.js';
import { IMPORT_FOLDER, ImportFiles } from './import-files.js';
import { ImportLocks } from './import-locks.js';
import { ImportRecords } from './import-records.js';
import { Imports } from './imports.js';
import { ImportsController } from './imports.controller.js';

/** HTCDS in and out. */
@Module({})
export class InterchangeModule {
  static forRoot(home: string): DynamicModule {
    return {
      module: InterchangeModule,
      imports: [CaseworkModule, CaseFileModule],
      controllers: [ImportsController, ExportsController],
      providers: [
        Imports,
        Exports,
        ImportRecords,
        ImportFiles,
        ImportLocks,
        { provide: IMPORT_FOLDER, useValue: join(home, 'imports') },
      ],
    };
  }
}
