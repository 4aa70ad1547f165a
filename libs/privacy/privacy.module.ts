import { Module, type DynamicModule } from '@nestjs/common';
import { EventCatalogue } from '#event-store';
import { DATABASE, type Database } from '#postgres';
import type { KeyRing } from './key-ring.js';
import { NameSearch } from './name-search.js';
import { PersonKeys } from './person-keys.js';
import { PersonalData } from './personal-data.js';

/** Sealing and opening, and the search by name. DATABASE and EventCatalogue must be provided globally. */
@Module({})
export class PrivacyModule {
  static forRoot(ring: KeyRing): DynamicModule {
    return {
      module: PrivacyModule,
      global: true,
      providers: [
        { provide: PersonKeys, inject: [DATABASE], useFactory: (pool: Database) => new PersonKeys(pool, ring) },
        {
          provide: PersonalData,
          inject: [EventCatalogue, PersonKeys],
          useFactory: (catalogue: EventCatalogue, keys: PersonKeys) => new PersonalData(catalogue, keys, ring),
        },
        { provide: NameSearch, inject: [DATABASE], useFactory: (pool: Database) => new NameSearch(pool, ring) },
      ],
      exports: [PersonalData, PersonKeys, NameSearch],
    };
  }
}
