import { createHmac, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_BYTES, KeysLostError, replaceFile, syncFolder } from './key-files.js';

/** A person's key as it lies in the file. */
export interface LivingKey {
  readonly personId: string;
  readonly wrapped: Buffer;
}

const fileName = /^living-([0-9a-f-]{36})\.keys$/;
const fileOf = (folder: string, periodId: string): string => join(folder, `living-${periodId}.keys`);

/**
 * The keys of all who were not erased when a period began, wrapped by its key, in a file beside it. The backups of the
 * database are older than its newest period: without this, the end of a period would be the end of every backup that
 * was made in it. Whoever was erased is not in the next one.
 * A line for each person (`id wrapped`), and at the end a MAC under the period key: a file cut short would pass for one
 * in which the rest were erased.
 */
export function writeLivingKeys(
  folder: string,
  period: { readonly id: string; readonly key: KeyObject },
  keys: readonly LivingKey[],
): void {
  const lines = keys.map(({ personId, wrapped }) => `${personId} ${wrapped.toString('base64')}\n`).join('');
  replaceFile(fileOf(folder, period.id), `${lines}${mac(period, lines)}\n`);
}

/** Reads the file of a period; KeysLostError when it is not as it was written. */
export function readLivingKeys(folder: string, period: { readonly id: string; readonly key: KeyObject }): LivingKey[] {
  const file = fileOf(folder, period.id);
  const text = readFileSync(file, 'utf8');
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const lines = text.slice(0, end);
  const [stored, expected] = [Buffer.from(text.slice(end).trim()), Buffer.from(mac(period, lines))];
  if (stored.length !== expected.length || !timingSafeEqual(stored, expected)) {
    throw new KeysLostError(
      `The file ${file} is damaged; put the right one back, without it this backup stays closed.`,
    );
  }
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [personId, wrapped] = line.split(' ');
      return { personId: personId!, wrapped: Buffer.from(wrapped!, 'base64') };
    });
}

/** The periods of which there is such a file. */
export const periodsOfLivingKeys = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).flatMap((name) => fileName.exec(name)?.[1] ?? []) : [];

export function removeLivingKeys(folder: string, periodId: string): void {
  rmSync(fileOf(folder, periodId), { force: true });
  syncFolder(folder);
}

function mac({ id, key }: { readonly id: string; readonly key: KeyObject }, lines: string): string {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'tirek living keys v1', KEY_BYTES));
  return createHmac('sha256', own).update(id).update(lines).digest('base64url');
}
