import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './languages.js';

const folder = join(import.meta.dirname, 'messages');

/** The texts of a subject in a language, by key: `time.left.days_one`. */
export type Texts = ReadonlyMap<string, string>;

function flat(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node as object).flatMap(([key, below]) => flat(below, path === '' ? key : `${path}.${key}`));
}

/** Reads the texts of a subject in a language. */
export const textsOf = (language: Language, namespace: string): Texts =>
  new Map(flat(JSON.parse(readFileSync(join(folder, language, `${namespace}.json`), 'utf8'))));

/** The subjects that have texts in a language. */
export const namespacesOf = (language: Language): string[] =>
  readdirSync(join(folder, language)).map((file) => file.replace('.json', ''));

/** The plural form that a key is of: `days_one` of `days`. Undefined: of none. */
export function pluralOf(key: string): { readonly base: string; readonly form: string } | undefined {
  const [, base, form] = /^(.+)_(zero|one|two|few|many|other)$/.exec(key) ?? [];
  return base === undefined || form === undefined ? undefined : { base, form };
}

/** What is left open in a text, each once: `{{organisation}}`. */
export const openIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/{{\s*([\w.]+)[^}]*}}/g)].map(([, name]) => name!))].sort();
