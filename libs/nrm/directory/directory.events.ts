import { Type } from 'typebox';
import { defineEvent, type EventOf } from '#kernel';
import { code, organisationTypes, region, services, uuid } from '#nrm/codes';

const details = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  type: code(organisationTypes),
  services: Type.Array(code(services)),
  /** Where it works; empty: the whole country. */
  regions: Type.Array(region),
};

/** An organisation takes part in the mechanism. */
export const OrganisationRegistered = defineEvent('OrganisationRegistered', { organisationId: uuid, ...details });

/** Its name, type, services or regions changed: all of them as they are now. */
export const OrganisationChanged = defineEvent('OrganisationChanged', { organisationId: uuid, ...details });

export const directoryEvents = [OrganisationRegistered, OrganisationChanged] as const;
export type DirectoryEvent = EventOf<(typeof directoryEvents)[number]>;
