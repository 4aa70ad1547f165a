import { rebuildReport } from './rebuild.command.js';

const done = { state: 'Finished', events: 19, of: 19 } as const;

describe('tirek rebuild', () => {
  it('says what was rebuilt, and in what it differed', () => {
    expect(rebuildReport('caseload', { ...done, same: true, differences: [] })).toEqual([
      'caseload rebuilt from 19 events: identical to what was live',
    ]);
    const differences = [{ table: 'cases', missing: 2, extra: 1 }];
    expect(rebuildReport('caseload', { ...done, same: false, differences })).toEqual([
      'caseload rebuilt from 19 events: it differs from what was live, and replaced it',
      '  cases: 2 rows were missing, 1 were too many',
    ]);
  });

  it('says once what became of the live tables when it failed', () => {
    const error = 'The live tables are untouched; the log of the system says why.';
    expect(rebuildReport('caseload', { state: 'Failed', events: 3, of: 19, error })).toEqual([
      `The rebuild of caseload did not finish. ${error}`,
    ]);
  });
});
