import type { Caller } from '#access';
import { nothingHere } from '#kernel';
import { organisationIn } from '#members';

/**
 * The caller as a member of the organisation in the address. Throws Problem: 400 for no UUID, 404 for another organisation
 * than the caller's own, whether there is one or not.
 */
export function ofOwnOrganisation(
  organisationId: string,
  caller: Caller,
): { readonly organisationId: string; readonly user: string } {
  if (organisationIn(organisationId) !== caller.organisationId) {
    throw nothingHere();
  }
  return { organisationId: caller.organisationId, user: caller.user };
}
