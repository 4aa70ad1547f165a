import { createHash } from 'node:crypto';
import { purposes, roles } from '#access';
import { printablePolicy } from '#http';
import { fieldGroups } from '#kernel';
import { renderSheet, type Sheet } from './sheet.js';
import { sheetLanguages, sheetWords } from './sheet-words.js';

type Line = Sheet['days'][number];
const line = (changes: Partial<Line> = {}): Line => ({
  day: '2026-11-21',
  first: '09:05',
  last: '17:30',
  times: 3,
  role: 'ngo-caseworker',
  purpose: 'Assistance',
  fieldGroups: ['Contact', 'Needs'],
  organisation: 'Shelter Umut',
  ...changes,
});
const sheet = (...days: Line[]): Sheet => ({ caseNumber: 'KG-7F3K-9QXD-2M', madeOn: '2026-11-22', days });

/** Every line that there can be: each role, each purpose, each group. */
const everything = sheet(
  ...roles.map((role) => line({ role })),
  ...purposes.map((purpose) => line({ purpose })),
  ...fieldGroups.map((group) => line({ fieldGroups: [group] })),
);

describe.each(sheetLanguages)('the sheet in %s', (language) => {
  const words = sheetWords[language];

  it('has words for every role, purpose and group, and no code of ours', () => {
    const page = renderSheet(everything, language);
    for (const list of [words.roles, words.purposes, words.fieldGroups]) {
      for (const word of Object.values(list)) expect(page).toContain(`>${word}<`);
    }
    const text = page.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, ' ');
    const codes = [...roles.filter((role) => role.includes('-')), ...purposes, ...fieldGroups];
    expect(codes.filter((code) => new RegExp(`\\b${code}\\b`).test(text) && language !== 'en')).toEqual([]);
    expect(text).not.toMatch(/undefined|null|\[object/);
  });

  it('says its language, and that its translation waits for a review', () => {
    const page = renderSheet(sheet(line()), language);
    expect(page).toContain(`<html lang="${language}" translate="no">`);
    expect(page.includes('class="small"')).toBe(language !== 'en');
  });

  it('has what the others have', () => {
    const missing = Object.keys(words).length - Object.keys(sheetWords.en).length;
    expect(missing).toBe(language === 'en' ? 0 : 1);
    const texts = JSON.stringify(words);
    if (language !== 'en') expect(texts.replace(/"[\w-]+":/g, '')).not.toMatch(/[a-z]{3}/i);
  });
});

describe('the sheet', () => {
  it('has a line for each organisation, role, purpose and day', () => {
    const page = renderSheet(sheet(line(), line({ first: '09:05', last: '09:05', fieldGroups: [], times: 1 })), 'en');
    const cells = [...page.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell);
    const [day, who] = ['21.11.2026', ['Shelter Umut', 'caseworker of the organisation', 'to help you']];
    expect(cells).toEqual([
      ...[day, '09:05–17:30', '3', who, 'telephone and e-mail; what you need'].flat(),
      ...[day, '09:05', '1', who, 'only that your case exists and how far it is'].flat(),
    ]);
    expect(page).toContain('KG-7F3K-9QXD-2M');
    expect(page).toContain('22.11.2026');
  });

  it('says so when nobody opened the file, and when an organisation is not known', () => {
    expect(renderSheet(sheet(), 'en')).toContain(sheetWords.en.nobody);
    expect(renderSheet(sheet(line({ organisation: null })), 'en')).toContain(sheetWords.en.unknownOrganisation);
  });

  it('has no user, even where it was given one', () => {
    const day: Line & { user: string } = { ...line(), user: 'aigul' };
    expect(renderSheet(sheet(day), 'ky')).not.toContain('aigul');
  });

  it('takes the name of an organisation for text', () => {
    const page = renderSheet(sheet(line({ organisation: `<script>alert("1")</script> & 'Co'` })), 'ru');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Co&#39;');
    expect(page).not.toContain('<script');
  });

  it('is allowed its own style and nothing else', () => {
    const style = /<style>(.*)<\/style>/s.exec(renderSheet(sheet(), 'tg'))![1]!;
    expect(printablePolicy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(printablePolicy).toContain("default-src 'none'");
    expect(renderSheet(everything, 'tg')).not.toMatch(/ (on\w+|style|src|href)=/);
  });
});
