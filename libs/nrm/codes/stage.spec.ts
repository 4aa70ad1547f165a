import { deriveStage, type StageFacts } from './stage.js';

const nothing: StageFacts = { closed: false, rehabilitation: false, assisted: false, referralUnderWay: false };

describe('the stage of a case', () => {
  it.each([
    ['Identified', nothing],
    ['Referred', { ...nothing, referralUnderWay: true }],
    ['InAssistance', { ...nothing, assisted: true }],
    ['InAssistance', { ...nothing, assisted: true, referralUnderWay: true }],
    ['InRehabilitation', { ...nothing, rehabilitation: true }],
    ['InRehabilitation', { ...nothing, rehabilitation: true, assisted: true, referralUnderWay: true }],
    ['Closed', { ...nothing, closed: true }],
    ['Closed', { closed: true, rehabilitation: true, assisted: true, referralUnderWay: true }],
  ] as const)('is %s for %j', (stage, facts) => {
    expect(deriveStage(facts)).toBe(stage);
  });

  it('is again what it was when a closed case is reopened', () => {
    const assisted = { ...nothing, assisted: true };
    expect(deriveStage({ ...assisted, closed: false })).toBe(deriveStage(assisted));
  });
});
