import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';

/** What organisations are called, from the directory's own events: no read model of this process need have them. */
@Injectable()
export class OrganisationNames {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
  ) {}

  /** The present name of each organisation; one that nobody registered is left out. */
  async of(organisationIds: Iterable<string>): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    await Promise.all(
      Array.from(new Set(organisationIds), async (organisationId) => {
        const last = (await this.store.readStream(`organisation-${organisationId}`)).at(-1);
        if (last) names.set(organisationId, (this.catalogue.upcast(last).data as { name: string }).name);
      }),
    );
    return names;
  }
}
