import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { policyPage } from './policy-page.js';

describe('docs/policy.md', () => {
  const path = 'docs/policy.md';
  const page = readFileSync(path, 'utf8');

  // When this fails: node scripts/policy-page.mjs
  it('says what the table of the policy says', async () => {
    expect(page).toBe(await format(policyPage(page), { ...(await resolveConfig(path)), filepath: path }));
  });

  it('has a place for it', () => {
    expect(() => policyPage('a page')).toThrow('no place');
  });
});
