import { pathStages } from './flow.queries.js';

describe('the stages of the path', () => {
  it('count who got at least so far, and who was closed there and why', () => {
    expect(
      pathStages([
        { furthest: 'Identified', reason: null, count: 10 },
        { furthest: 'Identified', reason: 'ContactLost', count: 3 },
        { furthest: 'Referred', reason: 'PersonWithdrew', count: 2 },
        { furthest: 'Referred', reason: 'ContactLost', count: 1 },
        { furthest: 'InRehabilitation', reason: 'Reintegrated', count: 4 },
        { furthest: 'InRehabilitation', reason: null, count: 5 },
      ]),
    ).toEqual([
      { stage: 'Identified', reached: 25, left: 3, reasons: { ContactLost: 3 } },
      { stage: 'Referred', reached: 12, left: 3, reasons: { PersonWithdrew: 2, ContactLost: 1 } },
      { stage: 'InAssistance', reached: 9, left: 0, reasons: {} },
      { stage: 'InRehabilitation', reached: 9, left: 4, reasons: { Reintegrated: 4 } },
    ]);
  });

  it('are all there when there is no case', () => {
    expect(pathStages([]).map(({ stage, reached, left }) => [stage, reached, left])).toEqual([
      ['Identified', 0, 0],
      ['Referred', 0, 0],
      ['InAssistance', 0, 0],
      ['InRehabilitation', 0, 0],
    ]);
  });
});
