import type { OrganisationType, Service } from '#nrm/codes';

/** What is said of an organisation when it is registered, and again, whole, when it changes. */
export interface OrganisationDetails {
  readonly organisationId: string;
  readonly name: string;
  /** `type` in the event; here that is the command's own name. */
  readonly organisationType: OrganisationType;
  readonly services: readonly Service[];
  /** ISO 3166-2; empty: the whole country. */
  readonly regions: readonly string[];
  /** Local date of the country. */
  readonly today: string;
}

/** Lets an organisation take part in the mechanism. */
export interface RegisterOrganisation extends OrganisationDetails {
  readonly type: 'RegisterOrganisation';
}

/** Says what the organisation is from now on. */
export interface ChangeOrganisation extends OrganisationDetails {
  readonly type: 'ChangeOrganisation';
}

/** What can be asked of `organisation-{organisationId}`. */
export type DirectoryCommand = RegisterOrganisation | ChangeOrganisation;
