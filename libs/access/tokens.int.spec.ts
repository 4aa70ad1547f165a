import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { base64url, exportJWK, type JWTPayload } from 'jose';
import { type Application, organisationOf, startApplication } from '../casework/application.testing.js';
import { outsideIssuer, ownClaims, RecordedMembers, type ClaimMapping } from './index.js';
import { startTestIssuer, type TestIssuer, type Unsound } from './issuer.testing.js';
import { verifierOf } from './tokens.js';

const organisation = randomUUID();
/** An officer, as an issuer of somebody else's says it. */
const officer: JWTPayload = {
  sub: 'nurlan',
  org: { id: organisation },
  realm_access: { roles: ['officers', 'admin'] },
};
const claims: ClaimMapping = {
  ...ownClaims,
  audience: 'nrm-api',
  organisation: 'org.id',
  roles: 'realm_access.roles',
  roleMap: new Map([
    ['officers', 'police-officer'],
    ['chiefs', 'police-supervisor'],
  ]),
  secondFactor: [{ claim: 'acr', value: '2' }],
};

let issuer: TestIssuer;
let on: Application;

beforeAll(async () => {
  issuer = await startTestIssuer();
  issuer.signsIn(officer);
  const outside = verifierOf(outsideIssuer(issuer.issuer, claims));
  on = await startApplication(undefined, undefined, ({ verifier, database }) => ({
    verifier: { verify: async (token) => (await verifier.verify(token)) ?? outside.verify(token) },
    members: new RecordedMembers(database, false),
  }));
});
afterAll(async () => {
  await on.stop();
  await issuer.stop();
});

const meWith = (token: string) => on.get(null, '/me', { headers: { authorization: `Bearer ${token}` } });

async function refused(token: string): Promise<void> {
  const answer = await meWith(token);
  expect(answer.status).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  expect(answer.body.type).toBe('urn:tirek:problem:not-signed-in');
}

const now = (): number => Math.floor(Date.now() / 1000);
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('the token of an outside issuer', () => {
  it('says who somebody is, in its own names for claims and roles', async () => {
    const { status, body } = await meWith(await issuer.sign());
    expect([status, body]).toEqual([200, { user: 'nurlan', organisationId: organisation, roles: ['police-officer'] }]);
  });

  it.each<[string, Unsound]>([
    ['that has expired', { claims: { exp: now() - 1 } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['that is not yet valid', { claims: { nbf: now() + 60 } }],
    ['that lives for longer than a shift', { claims: { exp: now() + 13 * 3600 } }],
    ['that does not say since when it lives', { claims: { iat: undefined } }],
    ['for another audience', { claims: { aud: 'another' } }],
    ['for our audience at another issuer', { claims: { aud: 'tirek' } }],
    ['of another issuer', { claims: { iss: 'http://127.0.0.1:1' } }],
    ['of no issuer', { claims: { iss: undefined } }],
    ['signed with another key', { key: stranger.privateKey }],
    ['signed with a key that is not published', { header: { kid: 'k2' } }],
    ['whose key is named by a path', { header: { kid: '../../dev/null' } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['of a subject that looks like another system', { claims: { sub: 'client:import' } }],
    ['without an organisation', { claims: { org: {} } }],
    ['of an organisation that is no UUID', { claims: { org: { id: 'police' } } }],
    ['without roles', { claims: { realm_access: undefined } }],
    ['with roles that mean nothing here', { claims: { realm_access: { roles: ['administrator', 'superuser'] } } }],
    ['that is an ID token', { header: { typ: 'JWT' }, claims: { nonce: 'n', at_hash: 'h' } }],
    ['that is an ID token, as Keycloak says', { header: { typ: 'JWT' }, claims: { typ: 'ID' } }],
    ['that is an ID token, as Cognito says', { header: { typ: 'JWT' }, claims: { token_use: 'id' } }],
    ['that is a refresh token', { header: { typ: 'JWT' }, claims: { typ: 'Refresh' } }],
    ['that is bound to a key which nobody showed', { claims: { cnf: { jkt: 'x' } } }],
    ['that is a logout token', { header: { typ: 'logout+jwt' } }],
  ])('is refused: one %s', async (_, unsound) => {
    // the sound one, so that nothing but the difference is what is refused
    expect((await meWith(await issuer.sign())).status).toBe(200);
    await refused(await issuer.sign(unsound));
  });

  it.each(['none', 'None', 'NONE', 'nOnE'])('is refused: one that nothing signed, alg %s', async (alg) => {
    const [, payload] = (await issuer.sign()).split('.');
    const header = base64url.encode(JSON.stringify({ alg, typ: 'at+jwt', kid: 'k1' }));
    await refused(`${header}.${payload}.`);
    await refused(`${header}.${payload}`);
  });

  it('is refused: one for which the public key was taken for a shared secret', async () => {
    const { publicKey } = issuer;
    const secrets = [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
      JSON.stringify(await exportJWK(publicKey)),
    ].map((secret) => new Uint8Array(Buffer.from(secret)));
    for (const key of secrets) {
      for (const alg of ['HS256', 'HS384', 'HS512']) await refused(await issuer.sign({ key, alg }));
    }
  });

  it('is refused: one that brings its own key along', async () => {
    const jwk = await exportJWK(stranger.publicKey);
    await refused(await issuer.sign({ key: stranger.privateKey, header: { jwk, kid: undefined } }));
    await refused(await issuer.sign({ key: stranger.privateKey, header: { jku: 'http://127.0.0.1:1/keys' } }));
  });

  it('is refused: one of which a part was altered', async () => {
    const [header, payload, signature] = (await issuer.sign()).split('.') as [string, string, string];
    const chief = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), realm_access: { roles: ['chiefs'] } };
    await refused([header, base64url.encode(JSON.stringify(chief)), signature].join('.'));
    await refused([header, payload, signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.'));
    await refused([header, payload].join('.'));
  });

  it.each(['', 'x', 'a.b.c', '{}', `${'a'.repeat(5000)}.b.c`])('is refused: one that is none, %#', async (token) => {
    const answer = await meWith(token);
    expect(answer.status).toBe(401);
  });

  it('waits when the issuer is away, and its keys are not known yet', async () => {
    const another = await startTestIssuer();
    another.signsIn(officer);
    const token = await another.sign();
    another.state.away = true;
    const verifier = verifierOf(outsideIssuer(another.issuer, claims));
    await expect(verifier.verify(token)).rejects.toMatchObject({ type: 'not-ready' });
    another.state.away = false;
    expect((await verifier.verify(token))?.user).toBe('nurlan');
    await another.stop();
  });
});

describe('who has left', () => {
  it('is refused with a valid token, within the minute, and let in when invited again', async () => {
    const [user, organisationId] = ['asel', organisationOf('ngo.shelter-osh')];
    const token = await issuer.sign({ claims: { sub: user, org: { id: organisationId } } });
    const members = `/organisations/${organisationId}/members`;
    const invited = { user, roles: ['ngo-caseworker'] };
    expect((await on.post('admin', members, invited)).status).toBe(201);
    expect((await meWith(token)).status).toBe(200);
    const left = await on.post('admin', `${members}/${user}/departure`, {});
    expect(left.status).toBe(200);
    const since = Date.now();
    while ((await meWith(token)).status === 200) {
      expect(Date.now() - since).toBeLessThan(20_000);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await refused(token);
    const again = await on.post('admin', members, invited);
    expect(again.status).toBe(201);
    await on.get('admin', members, { after: again.position });
    expect((await meWith(token)).status).toBe(200);
  });

  it('of whom nobody said that they came is refused too, once it is said that they left', async () => {
    const organisationId = organisationOf('ngo.shelter-osh');
    const token = await issuer.sign({ claims: { sub: 'uncounted', org: { id: organisationId } } });
    const left = await on.post('admin', `/organisations/${organisationId}/members/uncounted/departure`, {});
    expect(left.status).toBe(200);
    await on.get('admin', `/organisations/${organisationId}/members`, { after: left.position });
    await refused(token);
  });

  it('of another organisation stays in this one', async () => {
    const token = await issuer.sign({ claims: { sub: 'asel' } });
    expect((await meWith(token)).status).toBe(200);
  });
});

describe('another system', () => {
  const system = (scope?: string, more: JWTPayload = {}): Promise<string> =>
    issuer.sign({
      claims: { sub: 'import', client_id: 'import', ...(scope === undefined ? {} : { scope }), ...more },
    });
  const statusOf = async (token: string, path: string, method: 'GET' | 'POST' = 'GET', body?: object) =>
    (await on.call(null, method, path, body, { headers: { authorization: `Bearer ${token}` } })).status;

  it('is called by its client, and may do what its scopes name', async () => {
    const token = await system('openid caseload:read');
    expect((await meWith(token)).body).toMatchObject({ user: 'client:import', organisationId: organisation });
    expect(await statusOf(token, '/caseload')).toBe(200);
    expect(await statusOf(token, '/caseload/search', 'POST', { name: 'Nobody' })).toBe(200);
    expect(await statusOf(token, '/coordination/referrals')).toBe(403);
    expect(await statusOf(token, '/cases', 'POST', {})).toBe(403);
    expect(await statusOf(await system('cases:write'), '/cases', 'POST', {})).toBe(400);
  });

  it('without scopes may do nothing, and never what is for people', async () => {
    expect(await statusOf(await system(), '/caseload')).toBe(403);
    const everything = await system('cases:read cases:write directory:read members:write statistics:read', {
      realm_access: { roles: ['chiefs'] },
    });
    const members = `/organisations/${organisation}/members`;
    expect(await statusOf(everything, members)).toBe(403);
    expect(await statusOf(everything, members, 'POST', { user: 'x', roles: ['police-officer'] })).toBe(403);
  });

  it('is known by the user that Keycloak gives each client', async () => {
    const token = await system('', { sub: randomUUID(), preferred_username: 'service-account-import' });
    expect((await meWith(token)).body.user).toBe('client:import');
  });

  it('is not who merely signed in with a client', async () => {
    const token = await issuer.sign({ claims: { client_id: 'tirek-web' } });
    expect((await meWith(token)).body.user).toBe('nurlan');
  });
});
