import { createSecretKey, randomBytes } from 'node:crypto';
import { linkMessage } from './chain.js';
import { isLinkSigned, signLinks } from './link-signature.js';
import { NotaryKey, verifierOf } from './notary-key.js';

describe('signatures of links', () => {
  const key = new NotaryKey(createSecretKey(randomBytes(32)));
  const isSigned = verifierOf(key.publicKey)!;
  const some = (count: number): Buffer[] => Array.from({ length: count }, () => randomBytes(32));
  const changed = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at]! ^= 1;
    return copy;
  };

  it.each([1, 2, 3, 7, 8, 100])('of %i links prove each of them by itself, and nothing else', (count) => {
    const hashes = some(count);
    const signatures = signLinks(hashes, key);
    hashes.forEach((hash, i) => {
      expect(isLinkSigned(isSigned, hash, signatures[i]!)).toBe(true);
      expect(isLinkSigned(isSigned, changed(hash, 0), signatures[i]!)).toBe(false);
    });
    const [first] = signatures;
    for (let at = 0; at < first!.length; at += 1) {
      expect(isLinkSigned(isSigned, hashes[0]!, changed(first!, at))).toBe(false);
    }
  });

  it('are one signature for all of them', () => {
    const signatures = signLinks(some(5), key);
    expect(new Set(signatures.map((signature) => signature.toString('hex', 0, 64))).size).toBe(1);
    expect(signLinks([], key)).toEqual([]);
  });

  it('of one link is that of its hash', () => {
    const [hash] = some(1);
    expect(signLinks([hash!], key)).toEqual([key.sign(linkMessage(hash!))]);
  });

  it('of another link, of another key, cut or longer are none', () => {
    const hashes = some(4);
    const signatures = signLinks(hashes, key);
    const [one, other] = signatures;
    expect(isLinkSigned(isSigned, hashes[0]!, other!)).toBe(false);
    expect(
      isLinkSigned(isSigned, hashes[0]!, signLinks(hashes, new NotaryKey(createSecretKey(randomBytes(32))))[0]!),
    ).toBe(false);
    for (const length of [0, 63, 64, 65, 96, one!.length - 1]) {
      expect(isLinkSigned(isSigned, hashes[0]!, one!.subarray(0, length))).toBe(false);
    }
    for (const more of [1, 31, 32]) {
      expect(isLinkSigned(isSigned, hashes[0]!, Buffer.concat([one!, randomBytes(more)]))).toBe(false);
    }
  });
});
