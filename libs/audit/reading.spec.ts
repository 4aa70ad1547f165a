import { Reading } from './reading.js';

describe('what an answer tells', () => {
  it('is nothing at first', () => expect(new Reading().cases()).toEqual([]));

  it('is each case once, in the order they came up, with all groups that were opened of it', () => {
    const reading = new Reading();
    reading.tells(['b', 'a']);
    reading.tells(['a'], ['Needs', 'Contact']);
    reading.tells(['c', 'a'], ['Contact']);
    expect(reading.cases()).toEqual([
      { caseId: 'b', fieldGroups: [] },
      { caseId: 'a', fieldGroups: ['Contact', 'Needs'] },
      { caseId: 'c', fieldGroups: ['Contact'] },
    ]);
  });
});
