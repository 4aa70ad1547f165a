import { createSecretKey } from 'node:crypto';
import { NotaryKey, verifierOf } from './notary-key.js';

describe('the key of the notary', () => {
  // RFC 8032, section 7.1, test 2
  const seed = createSecretKey(Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex'));
  const publicKey = Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex');
  const message = Buffer.from('72', 'hex');
  const signature = Buffer.from(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    'hex',
  );

  it('signs as Ed25519 does', () => {
    const key = new NotaryKey(seed);
    expect(key.publicKey).toBe(publicKey.toString('base64url'));
    expect(key.sign(message)).toEqual(signature);
  });

  it('is checked with its public half alone', () => {
    const isSigned = verifierOf(publicKey.toString('base64url'))!;
    expect(isSigned(message, signature)).toBe(true);
    expect(isSigned(Buffer.from('73', 'hex'), signature)).toBe(false);
    expect(isSigned(message, signature.subarray(1))).toBe(false);
    expect(isSigned(message, Buffer.alloc(0))).toBe(false);
  });

  it.each(['', 'x', 'A'.repeat(42), `${'A'.repeat(42)}*`])('takes no other text for a key: "%s"', (text) => {
    expect(verifierOf(text)).toBeUndefined();
  });
});
