import { listed, noProgress, withRow, type ImportProgress, type RowOutcome } from './import-progress.js';

const refused = (...columns: string[]): RowOutcome => ({
  kind: 'refused',
  errors: columns.map((column) => ({ column, reason: 'is empty' })),
});
const corrected: RowOutcome = { kind: 'corrected', caseId: 'case-1', caseNumber: 'KG-1', columns: ['prs_Gender'] };

const after = (outcomes: readonly RowOutcome[]): ImportProgress =>
  outcomes.reduce((sum, outcome, i) => withRow(sum, { line: i + 2, end: (i + 2) * 10 }, outcome), noProgress);

describe('the progress of an import', () => {
  it('counts each row once, and is where the last one ends', () => {
    expect(
      after([{ kind: 'taken' }, { kind: 'unchanged' }, { kind: 'taken' }, corrected, refused('a', 'b')]),
    ).toMatchObject({ line: 6, bytes: 60, read: 5, taken: 2, unchanged: 1, corrected: 1, refused: 1 });
  });

  it('lists every error of a refused row, and what was corrected', () => {
    const { refusals, corrections } = after([refused('cas_Name', 'org_Name'), corrected]);
    expect(refusals).toEqual([
      { line: 2, column: 'cas_Name', reason: 'is empty' },
      { line: 2, column: 'org_Name', reason: 'is empty' },
    ]);
    expect(corrections).toEqual([{ line: 3, caseId: 'case-1', caseNumber: 'KG-1', columns: ['prs_Gender'] }]);
  });

  it('counts all and lists the first thousand', () => {
    const many = after(Array.from({ length: 1_500 }, (_, i) => (i % 3 === 0 ? corrected : refused('a', 'b'))));
    expect(many).toMatchObject({ read: 1_500, refused: 1_000, corrected: 500 });
    expect(many.refusals).toHaveLength(listed);
    expect(many.corrections).toHaveLength(500);
    expect(many.refusals[0]?.line).toBe(3);
  });
});
