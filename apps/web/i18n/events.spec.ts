import { globSync } from 'node:fs';
import { join } from 'node:path';
import { eventCodes } from './event-codes.js';
import { languages } from './languages.js';
import { openIn, textsOf } from './messages.testing.js';

const nrm = join(import.meta.dirname, '../../../libs/nrm');

/** Every event type of the write model, as its files define them. */
async function eventTypes(): Promise<string[]> {
  const modules = await Promise.all(
    globSync('*/*.events.ts', { cwd: nrm }).map((file) => import(join(nrm, file)) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) =>
    Object.values(module)
      .filter((one): one is { type: string } => typeof one === 'object' && one !== null && 'upcasters' in one)
      .map(({ type }) => type),
  );
}

it.each(languages)('every event has its sentence in %s, and nothing else does', async (language) => {
  const types = await eventTypes();
  expect(types.length).toBeGreaterThan(40);
  const keys = [...textsOf(language, 'events').keys()];
  expect(keys.filter((key) => !key.endsWith('_with')).sort()).toEqual([...types].sort());
  expect(keys.filter((key) => key.endsWith('_with') && !types.includes(key.replace('_with', '')))).toEqual([]);
});

it('the longer sentences ask for details that an event has', () => {
  const names = ['organisation', 'assignee', 'from', 'to'];
  const unknown = [...textsOf('en', 'events')].flatMap(([key, text]) =>
    openIn(text).filter((name) => !names.includes(name) && !(name in (eventCodes[key.replace('_with', '')] ?? {}))),
  );
  expect(unknown).toEqual([]);
});
