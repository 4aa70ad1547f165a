import { escapeHtml, printablePage } from '#http';
import type { ReadingDay } from './readers.js';
import { sheetWords, type SheetLanguage } from './sheet-words.js';

/** What the sheet is made of: codes and names of organisations. No user, and nothing of the person but her case number. */
export interface Sheet {
  readonly caseNumber: string;
  /** Local date `YYYY-MM-DD`. */
  readonly madeOn: string;
  readonly days: readonly (Omit<ReadingDay, 'organisationId'> & { readonly organisation: string | null })[];
}

/** The sheet for the person herself of who opened her file, as a page to print. */
export function renderSheet({ caseNumber, madeOn, days }: Sheet, language: SheetLanguage): string {
  const words = sheetWords[language];
  const row = (tag: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const rows = days.map(({ day, first, last, times, organisation, role, purpose, fieldGroups }) =>
    row('td', [
      written(day),
      first === last ? first : `${first}–${last}`,
      String(times),
      organisation ?? words.unknownOrganisation,
      words.roles[role],
      words.purposes[purpose],
      fieldGroups.map((group) => words.fieldGroups[group]).join('; ') || words.codesOnly,
    ]),
  );
  const headings = [words.day, words.time, words.often, words.organisation, words.role, words.purpose, words.shown];
  const paragraph = (text: string, kind = ''): string => `<p${kind && ` class="${kind}"`}>${escapeHtml(text)}</p>`;
  const table = `<table>\n<thead>${row('th', headings)}</thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
  return printablePage(language, words.title, [
    paragraph(`${words.caseNumber}: ${caseNumber}. ${words.madeOn}: ${written(madeOn)}.`),
    paragraph(words.keepSafe, 'safe'),
    paragraph(words.explanation),
    rows.length > 0 ? table : paragraph(words.nobody),
    paragraph(words.rights),
    words.unreviewed ? paragraph(words.unreviewed, 'small') : '',
  ]);
}

/** A date as people here write it: `21.11.2026`. */
const written = (date: string): string => date.split('-').reverse().join('.');
