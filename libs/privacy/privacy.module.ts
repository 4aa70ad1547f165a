import { Module, type DynamicModule } from '@nestjs/common';
import { EventCatalogue } from '#event-store';
import { RunsWithApplication } from '#messaging';
import { DATABASE, type Database } from '#postgres';
import { Erasures } from './erasures.js';
import { ErasureWatch } from './erasure-watch.js';
import { KeyRotation } from './key-rotation.js';
import type { KeyRing } from './key-ring.js';
import { NameSearch } from './name-search.js';
import { OrganisationKeys } from './organisation-keys.js';
import { ShelterAddresses } from './organisation-keys-addresses.js';
import { PersonKeys } from './person-keys.js';
import { PersonalData } from './personal-data.js';

class ErasureWatching extends RunsWithApplication {}

/** Sealing and opening, erasure, and the search by name. EventCatalogue must be provided globally. */
@Module({})
export class PrivacyModule {
  static forRoot(ring: KeyRing): DynamicModule {
    return {
      module: PrivacyModule,
      global: true,
      providers: [
        { provide: PersonKeys, useFactory: () => new PersonKeys(ring.store, ring) },
        {
          provide: PersonalData,
          inject: [EventCatalogue, PersonKeys],
          useFactory: (catalogue: EventCatalogue, keys: PersonKeys) => new PersonalData(catalogue, keys, ring),
        },
        {
          provide: NameSearch,
          inject: [DATABASE],
          useFactory: (database: Database) => new NameSearch(database, ring),
        },
        {
          provide: Erasures,
          inject: [PersonKeys],
          useFactory: (keys: PersonKeys) => new Erasures(ring, keys),
        },
        { provide: KeyRotation, useFactory: () => new KeyRotation(ring) },
        {
          provide: OrganisationKeys,
          inject: [DATABASE],
          useFactory: (pool: Database) => new OrganisationKeys(pool, ring),
        },
        {
          provide: ShelterAddresses,
          inject: [DATABASE, OrganisationKeys],
          useFactory: (pool: Database, keys: OrganisationKeys) => new ShelterAddresses(pool, keys),
        },
        {
          provide: ErasureWatching,
          inject: [PersonKeys],
          useFactory: (keys: PersonKeys) => new ErasureWatching(new ErasureWatch(ring, keys)),
        },
      ],
      exports: [PersonalData, PersonKeys, NameSearch, Erasures, KeyRotation, OrganisationKeys, ShelterAddresses],
    };
  }
}
