import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { base64url, exportJWK, SignJWT, type JWTPayload } from 'jose';
import { Problem } from '#kernel';
import { hasFreshSecondFactor } from './caller.js';
import { demonstrationUsers } from './demonstration.js';
import { demonstrationToken, demonstrationVerifier, outsideIssuer, type TokenVerifier, verifierOf } from './tokens.js';

const organisation = randomUUID();
const good: JWTPayload = { sub: 'nurlan', organisation, roles: ['police-officer'] };
const caller = { user: 'nurlan', organisationId: organisation, roles: ['police-officer'] };

/** A token as an issuer would sign it, but for what a test changes. */
function sign(
  key: KeyObject | Uint8Array,
  {
    claims = good,
    alg = 'EdDSA',
    issuer = 'urn:tirek:demonstration',
    audience = 'tirek',
    kid,
  }: {
    claims?: JWTPayload;
    alg?: string;
    issuer?: string;
    audience?: string;
    kid?: string;
  } = {},
  expires: string | number | undefined = '1h',
): Promise<string> {
  const token = new SignJWT({ ...claims })
    .setProtectedHeader({ alg, ...(kid ? { kid } : {}) })
    .setIssuedAt()
    .setIssuer(issuer)
    .setAudience(audience);
  return (expires === undefined ? token : token.setExpirationTime(expires)).sign(key);
}

describe('a token of a demonstration store', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const verifier = demonstrationVerifier(publicKey);

  it.each(demonstrationUsers)('says who $user is', async (user) => {
    expect(await verifier.verify(await demonstrationToken(user, privateKey))).toMatchObject(user);
  });

  it('needs no second factor', async () => {
    const verified = await verifier.verify(await demonstrationToken(demonstrationUsers[0]!, privateKey));
    expect(hasFreshSecondFactor(verified!)).toBe(true);
  });

  it('is valid as the tests sign it', async () => {
    expect(await verifier.verify(await sign(privateKey))).toMatchObject(caller);
  });

  it('is refused when it has expired, is for another audience, of another issuer, or not valid yet', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await verifier.verify(await sign(privateKey, {}, now - 1))).toBeUndefined();
    expect(await verifier.verify(await sign(privateKey, { audience: 'another' }))).toBeUndefined();
    expect(await verifier.verify(await sign(privateKey, { issuer: 'urn:another' }))).toBeUndefined();
    expect(await verifier.verify(await sign(privateKey, { claims: { ...good, nbf: now + 60 } }))).toBeUndefined();
  });

  it('is refused when it never expires', async () => {
    const token = await new SignJWT(good)
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuedAt()
      .setIssuer('urn:tirek:demonstration')
      .setAudience('tirek')
      .sign(privateKey);
    expect(await verifier.verify(token)).toBeUndefined();
  });

  it('is refused when another key signed it', async () => {
    expect(await verifier.verify(await sign(generateKeyPairSync('ed25519').privateKey))).toBeUndefined();
  });

  it('is refused when nothing signed it', async () => {
    const part = (value: object) => base64url.encode(JSON.stringify(value));
    const claims = { ...good, iss: 'urn:tirek:demonstration', aud: 'tirek', exp: Math.floor(Date.now() / 1000) + 3600 };
    for (const alg of ['none', 'None', 'NONE']) {
      expect(await verifier.verify(`${part({ alg })}.${part(claims)}.`)).toBeUndefined();
    }
  });

  it('is refused when the public key was taken for a shared secret', async () => {
    const shared = [
      publicKey.export({ type: 'spki', format: 'der' }),
      publicKey.export({ type: 'spki', format: 'pem' }),
      base64url.decode((await exportJWK(publicKey)).x!),
    ].map((secret) => new Uint8Array(Buffer.from(secret)));
    for (const secret of shared) {
      expect(await verifier.verify(await sign(secret, { alg: 'HS256' }))).toBeUndefined();
    }
  });

  it('is refused when a part of it was changed', async () => {
    const [header, , signature] = (await sign(privateKey)).split('.');
    const [, payload] = (await sign(privateKey, { claims: { ...good, roles: ['administrator'] } })).split('.');
    expect(await verifier.verify([header, payload, signature].join('.'))).toBeUndefined();
  });

  it.each(['', 'x', 'a.b.c', '..', '{}', 'ключ'])('is refused when it is none: %j', async (token) => {
    expect(await verifier.verify(token)).toBeUndefined();
  });

  it.each<[string, JWTPayload]>([
    ['no roles', { ...good, roles: undefined }],
    ['an empty list of roles', { ...good, roles: [] }],
    ['a role as a text', { ...good, roles: 'administrator' }],
    ['unknown roles only', { ...good, roles: ['superuser', 7, null] }],
    ['no organisation', { ...good, organisation: undefined }],
    ['an organisation that is no UUID', { ...good, organisation: 'police' }],
    ['no subject', { ...good, sub: undefined }],
    ['an empty subject', { ...good, sub: '' }],
    ['a number for a subject', { ...good, sub: 7 as unknown as string }],
  ])('is refused with %s', async (_, claims) => {
    expect(await verifier.verify(await sign(privateKey, { claims }))).toBeUndefined();
  });

  it('loses the roles that nobody knows, and keeps the others', async () => {
    const claims = { ...good, roles: ['superuser', 'ngo-manager', '__proto__', 'prosecutor'] };
    expect((await verifier.verify(await sign(privateKey, { claims })))?.roles).toEqual(['ngo-manager', 'prosecutor']);
  });

  it('names its organisation in lower case, as it is stored', async () => {
    const claims = { ...good, organisation: organisation.toUpperCase() };
    expect(await verifier.verify(await sign(privateKey, { claims }))).toMatchObject(caller);
  });

  it('is not remembered beyond its end', async () => {
    const token = await sign(privateKey, {}, Math.floor(Date.now() / 1000) + 4);
    expect(await verifier.verify(token)).toMatchObject(caller);
    await new Promise((resolve) => setTimeout(resolve, 5100));
    expect(await verifier.verify(token)).toBeUndefined();
  });
});

describe('a token of an OpenID Connect issuer', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let server: Server;
  let issuer: string;
  let verifier: TokenVerifier;
  /** What the issuer answers at an address; absent: what a sound one does. */
  let answers: Record<string, { status: number; body: string }>;
  let asked: string[];

  beforeEach(async () => {
    [answers, asked] = [{}, []];
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] });
    server = createServer((request, response) => {
      const address = request.url ?? '';
      asked.push(address);
      const sound: Record<string, string> = {
        '/realm/.well-known/openid-configuration': JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }),
        '/realm/keys': jwks,
      };
      const { status, body } = answers[address] ?? { status: sound[address] ? 200 : 404, body: sound[address] ?? '' };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realm`;
    verifier = verifierOf(outsideIssuer(issuer));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const token = (changes: Parameters<typeof sign>[1] = {}, key: KeyObject | Uint8Array = privateKey) =>
    sign(key, { alg: 'ES256', issuer, kid: 'k1', ...changes });
  const notReady = async (attempt: Promise<unknown>) => {
    const error = await attempt.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ type: 'not-ready', status: 503, extra: { headers: { 'retry-after': '5' } } });
  };

  it('is verified by the published keys, which are found once', async () => {
    expect(await verifier.verify(await token())).toMatchObject(caller);
    expect(await verifier.verify(await token({ claims: { ...good, sub: 'aizada' } }))).toMatchObject({
      user: 'aizada',
    });
    expect(asked).toEqual(['/realm/.well-known/openid-configuration', '/realm/keys']);
  });

  it('is refused for another audience, of another issuer, by an unpublished key, or signed otherwise', async () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    expect(await verifier.verify(await token({ audience: 'another' }))).toBeUndefined();
    expect(await verifier.verify(await token({ issuer: 'http://another.example' }))).toBeUndefined();
    expect(await verifier.verify(await token({ kid: 'k2' }))).toBeUndefined();
    expect(await verifier.verify(await token({}, stranger))).toBeUndefined();
    const pem = new Uint8Array(Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })));
    expect(await verifier.verify(await token({ alg: 'HS256' }, pem))).toBeUndefined();
  });

  it('waits when the issuer cannot be reached, and is taken when it can be again', async () => {
    const { port } = server.address() as AddressInfo;
    const signed = await token();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await notReady(verifier.verify(signed));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    expect(await verifier.verify(signed)).toMatchObject(caller);
  });

  it.each<[string, string, number, string]>([
    ['no discovery', '/realm/.well-known/openid-configuration', 500, '{}'],
    ['a page instead of discovery', '/realm/.well-known/openid-configuration', 200, '<html>'],
    ['no address of keys', '/realm/.well-known/openid-configuration', 200, '{}'],
    [
      'another issuer',
      '/realm/.well-known/openid-configuration',
      200,
      '{"issuer":"http://other","jwks_uri":"http://other/keys"}',
    ],
    ['no keys', '/realm/keys', 503, ''],
    ['a page instead of keys', '/realm/keys', 200, '<html>'],
  ])('waits when the issuer gives %s', async (_, address, status, body) => {
    answers[address] = { status, body };
    await notReady(token().then((signed) => verifier.verify(signed)));
    answers = {};
    expect(await verifier.verify(await token())).toMatchObject(caller);
  });
});
