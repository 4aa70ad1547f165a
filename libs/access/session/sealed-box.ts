import { compactDecrypt, CompactEncrypt, errors } from 'jose';
import type { KeyObject } from 'node:crypto';

/** Seals a JSON value with a key of the installation (JWE, A256GCM), for one use and one place that `boundTo` names. */
export async function sealJson(key: KeyObject, value: unknown, boundTo: string): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: boundTo })
    .encrypt(key);
}

/** Opens what was sealed for that use and place; undefined when it was not, or was altered. */
export async function openJson(key: KeyObject, sealed: string, boundTo: string): Promise<unknown> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return protectedHeader.cty === boundTo ? JSON.parse(new TextDecoder().decode(plaintext)) : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
