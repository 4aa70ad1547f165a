import type { SheetWords } from '../../../libs/audit/readers/sheet-words.js';
import type { ReadersSheetDay } from '../api/answers.js';
import { dateInFigures } from '../i18n/dates.js';
import type { Language } from '../i18n/index.js';
import styles from './sheet.module.css';

/** Who was told of her, day by day; on a telephone each line is a list. */
export function ReadersTable({
  days,
  words,
  language,
}: {
  readonly days: readonly ReadersSheetDay[];
  readonly words: SheetWords;
  readonly language: Language;
}) {
  const headings = [words.day, words.time, words.often, words.organisation, words.role, words.purpose, words.shown];
  const rows = days.map(({ day, first, last, times, organisation, role, purpose, fieldGroups }) => [
    dateInFigures(language, day),
    first === last ? first : `${first}–${last}`,
    String(times),
    organisation ?? words.unknownOrganisation,
    words.roles[role as keyof SheetWords['roles']],
    words.purposes[purpose as keyof SheetWords['purposes']],
    fieldGroups.map((group) => words.fieldGroups[group as keyof SheetWords['fieldGroups']]).join('; ') ||
      words.codesOnly,
  ]);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, column) => (
              <td key={column} data-label={headings[column]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
