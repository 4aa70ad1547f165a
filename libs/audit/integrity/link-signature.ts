import { linkMessage, sha256 } from './chain.js';
import type { NotaryKey, Verifier } from './notary-key.js';

const SIGNATURE_BYTES = 64;
const HASH_BYTES = 32;

/**
 * The node above two others, whichever of them is first: a path shows that a link is in the tree, not where. No link is
 * taken for such a node: what a link is the hash of begins with another hash.
 */
const above = (one: Buffer, other: Buffer): Buffer =>
  sha256('tirek links v1\n', ...[one, other].sort((a, b) => Buffer.compare(a, b)));

/**
 * Signs links, each so that it is proven by itself, with one signature for all of them: of the root of a Merkle tree over
 * their hashes. What a link gets is that signature and, after it, its path: the hashes that lead from it to the root. A
 * link alone is its own root.
 */
export function signLinks(hashes: readonly Buffer[], key: NotaryKey): Buffer[] {
  const paths = hashes.map((): Buffer[] => []);
  let nodes = hashes.map((hash, i) => ({ hash, links: [i] }));
  while (nodes.length > 1) {
    const next: typeof nodes = [];
    for (let i = 0; i < nodes.length; i += 2) {
      const [one, other] = [nodes[i]!, nodes[i + 1]];
      if (other) {
        for (const link of one.links) paths[link]!.push(other.hash);
        for (const link of other.links) paths[link]!.push(one.hash);
        next.push({ hash: above(one.hash, other.hash), links: [...one.links, ...other.links] });
      } else next.push(one);
    }
    nodes = next;
  }
  const [root] = nodes;
  if (!root) return [];
  const signature = key.sign(linkMessage(root.hash));
  return paths.map((path) => Buffer.concat([signature, ...path]));
}

/** Whether a signature is one that the notary made for the link with this hash. */
export function isLinkSigned(isSigned: Verifier, hash: Buffer, signature: Buffer): boolean {
  let node = hash;
  for (let at = SIGNATURE_BYTES; at < signature.length; at += HASH_BYTES) {
    node = above(node, signature.subarray(at, at + HASH_BYTES));
  }
  return isSigned(linkMessage(node), signature.subarray(0, SIGNATURE_BYTES));
}
