import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import { fold, Problem } from '#kernel';
import { directoryDecider, type DirectoryEvent } from '#nrm/directory';
import { organisation } from './subjects.js';

/** Organisations as they are registered at this moment, read from the event store itself. */
@Injectable()
export class Directory {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
  ) {}

  /** Throws Problem (not found) when no organisation was registered under this id. */
  async get(organisationId: string): Promise<DirectoryEvent['data']> {
    const stored = await this.store.readStream(`${organisation.prefix}-${organisationId}`);
    const events = stored.map((event) => this.catalogue.upcast(event) as unknown as DirectoryEvent);
    const registered = fold(directoryDecider, events);
    if (registered) return registered;
    throw new Problem('not-found', 'No organisation was registered under this id.');
  }
}
