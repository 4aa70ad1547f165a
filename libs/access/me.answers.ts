export class MeAnswer {
  user: string;
  /** The organisation you act for. */
  organisationId: string;
  roles: string[];
}
