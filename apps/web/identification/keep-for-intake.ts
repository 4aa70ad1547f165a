import { queryClient } from '../app/query-client.js';
import { installationQuery } from '../app/installation.js';
import { consentTextQuery } from '../consent/use-consent-text.js';
import { organisationsQuery } from '../directory/use-organisations.js';

/** Fetches what a form needs that is filled in without network: the organisations, and what is read to her. */
export async function keepForIntake(): Promise<void> {
  const { languages } = await queryClient.ensureQueryData(installationQuery);
  await Promise.all([
    queryClient.ensureQueryData(organisationsQuery),
    ...languages.map((language) => queryClient.ensureQueryData(consentTextQuery('Referral', language))),
  ]);
}
