import { globSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataStorage, validateSync } from 'class-validator';
import { fieldProblems } from '../../../libs/http/validation.js';

const root = join(import.meta.dirname, '../../..');
const long = 'x'.repeat(30_000);
/** No field takes them all. */
const values = [
  undefined, true, -1, 1.5, 1e9, '', long, '2026-02-30T00:00:00Z', {}, [], [1], [''], [long], ['x', 'x'], Array(200).fill('x'),
]; // prettier-ignore

/** What the API says of fields that are wrong: every field of every request class is given what it does not take. */
export async function validationSentences(): Promise<Set<string>> {
  const said = new Set<string>();
  for (const file of globSync('libs/**/*.requests.ts', { cwd: root })) {
    const classes = Object.values((await import(join(root, file))) as object).filter(isClass);
    for (const request of classes) for (const sentence of refusedBy(request)) said.add(sentence);
  }
  return said;
}

type RequestClass = new () => object;
const isClass = (exported: unknown): exported is RequestClass =>
  typeof exported === 'function' && 'prototype' in exported;

function refusedBy(request: RequestClass): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(request, '', true, false);
  const fields = new Set(rules.map(({ propertyName }) => propertyName));
  return [...fields].flatMap((field) => {
    const lists = rules.flatMap(({ propertyName, constraints }) => (propertyName === field ? (constraints ?? []) : []));
    const repeated = lists.filter(Array.isArray).map(([item]: unknown[]) => [item, item]);
    return [...values, ...repeated].flatMap((value) => {
      const wrong = Object.assign(new request(), { [field]: value });
      return fieldProblems(validateSync(wrong, { forbidUnknownValues: false })).map(({ detail }) => detail);
    });
  });
}
