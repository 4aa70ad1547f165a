// The journey on a production store, with a real Keycloak as the issuer of every token.
import { decodeJwt } from 'jose';
import { demonstrationOrganisations, demonstrationUsers } from '../libs/access/demonstration.js';
import { Journey } from './support/journey.js';
import { keycloakWith, type Issuer } from './support/keycloak.js';
import { cleanUp, Client, startSystem, type System } from './support/system.js';

let keycloak: Issuer;
let system: System;
let client: Client;
let journey: Journey;
beforeAll(async () => {
  keycloak = await keycloakWith(demonstrationUsers);
  system = await startSystem({ environment: { TIREK_MODE: 'production', OIDC_ISSUER: keycloak.issuer } });
  client = new Client(system, 0, keycloak.tokenOf);
  journey = new Journey(client);
}, 600_000);
afterAll(async () => {
  await cleanUp();
  await keycloak?.stop();
});

it('the realm says who it is, of which organisation, in which roles, and how they signed in', async () => {
  const claims = decodeJwt(await keycloak.tokenOf('prosecutor.osh'));
  const { organisationId, roles } = demonstrationUsers.find(({ user }) => user === 'prosecutor.osh')!;
  expect(claims).toMatchObject({
    iss: keycloak.issuer,
    aud: 'tirek',
    organisation: organisationId,
    roles,
    acr: 'urn:tirek:second-factor',
    auth_time: expect.any(Number),
  });
});

it('an administrator whom Keycloak knows registers the organisations', async () => {
  for (const { organisationId, name, type, services, regions } of demonstrationOrganisations) {
    const { status, body } = await client.post('admin', '/organisations', {
      organisationId,
      name,
      type,
      services,
      regions,
    });
    expect([status, body]).toEqual([201, { organisationId }]);
  }
});

it('the store is marked as a real one, and a token of nobody is refused', async () => {
  const me = await client.get('police.osh', '/me');
  expect([me.status, me.headers.get('tirek-mode')]).toEqual([200, 'production']);
  const forged = new Client(system, 0, async () => `${(await keycloak.tokenOf('admin')).slice(0, -6)}AAAAAA`);
  expect((await forged.get('admin', '/me')).status).toBe(401);
});

it.each(Journey.steps)('her way %s', (_what, step) => step(journey));
