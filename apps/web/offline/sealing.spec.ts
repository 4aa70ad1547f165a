import { randomBytes } from 'node:crypto';
import { exportJWK } from 'jose';
import { newKeyPair, open, openPrivateHalf, seal } from './sealing.js';

const secret = () => randomBytes(32).toString('base64url');
const content = { body: { narrative: 'Ысык-Көл, Ғафуров' }, kind: 'kind.other' };

it('seals with the public half alone, and opens with the private half alone', async () => {
  const ours = secret();
  const { publicHalf, privateHalf } = await newKeyPair(ours);
  const sealed = await seal(content, publicHalf);
  const key = await openPrivateHalf(privateHalf, ours);
  expect(await open(sealed, key!)).toEqual(content);
});

it('shows nothing of what is sealed, and never seals the same thing in the same way', async () => {
  const { publicHalf, privateHalf } = await newKeyPair(secret());
  const [one, other] = [await seal(content, publicHalf), await seal(content, publicHalf)];
  expect(one).not.toBe(other);
  const readable = [one, privateHalf]
    .flatMap((text) => text.split('.'))
    .map((part) => Buffer.from(part, 'base64url').toString());
  expect(readable.join()).not.toMatch(/narrative|Көл|"d":/);
  expect(publicHalf).not.toHaveProperty('d');
});

it('opens nothing without the secret of its user and device', async () => {
  const { privateHalf } = await newKeyPair(secret());
  expect(await openPrivateHalf(privateHalf, secret())).toBeUndefined();
});

it('opens a private half that can be used, and not taken away', async () => {
  const ours = secret();
  const key = (await openPrivateHalf((await newKeyPair(ours)).privateHalf, ours))!;
  expect([key.type, key.extractable]).toEqual(['private', false]);
  await expect(exportJWK(key)).rejects.toThrow(TypeError);
});

it('refuses what was sealed for another, or changed', async () => {
  const ours = secret();
  const [mine, other] = [await newKeyPair(ours), await newKeyPair(secret())];
  const key = (await openPrivateHalf(mine.privateHalf, ours))!;
  await expect(open(await seal(content, other.publicHalf), key)).rejects.toThrow('decryption operation failed');
  const [header, , iv, text, tag] = (await seal(content, mine.publicHalf)).split('.');
  const changed = `${text!.startsWith('A') ? 'B' : 'A'}${text!.slice(1)}`;
  await expect(open([header, '', iv, changed, tag].join('.'), key)).rejects.toThrow('decryption operation failed');
});
