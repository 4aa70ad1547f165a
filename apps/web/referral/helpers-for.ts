import type { OrganisationItem } from '../api/answers.js';

/** Whether an organisation works in a region; it names none: everywhere. */
export const worksIn = ({ regions }: OrganisationItem, region: string): boolean =>
  region === '' || regions.length === 0 || regions.includes(region);

/** The organisations that give help, apart from one's own: those that work in a region, and the others. */
export function helpersFor(organisations: readonly OrganisationItem[], own: string, region: string) {
  const helpers = organisations.filter(({ organisationId, services }) => services.length > 0 && organisationId !== own);
  return {
    near: helpers.filter((one) => worksIn(one, region)),
    others: helpers.filter((one) => !worksIn(one, region)),
  };
}
