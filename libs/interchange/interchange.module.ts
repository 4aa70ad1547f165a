import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { CaseworkModule } from '#casework';
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
      imports: [CaseworkModule],
      controllers: [ImportsController],
      providers: [
        Imports,
        ImportRecords,
        ImportFiles,
        ImportLocks,
        { provide: IMPORT_FOLDER, useValue: join(home, 'imports') },
      ],
    };
  }
}
