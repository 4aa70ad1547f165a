import { Global, Module } from '@nestjs/common';
import { OrganisationNames } from './organisation-names.js';
import { ReadersController } from './readers.controller.js';
import { Readers } from './readers.js';

/**
 * Who was told of whom. Its projection (`readersFrom`) must be run here, the guard of cases be there, and DATABASE,
 * EVENT_STORE, EventCatalogue, READ_LOG and COUNTRY_PACK be provided globally.
 */
@Global()
@Module({
  controllers: [ReadersController],
  providers: [Readers, OrganisationNames],
  exports: [Readers, OrganisationNames],
})
export class ReadersModule {}
