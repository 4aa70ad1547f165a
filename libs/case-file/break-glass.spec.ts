import { BreakGlassOpened, BreakGlassReviewed, type BreakGlassOutcome } from '#nrm/break-glass';
import { ExclusionRecorded } from '#nrm/consent';
import { callerFrom, caseId, CaseStory, otherNgo, police } from './case-file.testing.js';
import { relationsOf } from './case-relations.js';

const breakGlassId = '00000000-0000-4000-8000-000000000001';
const until = '2026-11-05T08:00:00.000Z';
const opened = () =>
  new CaseStory().logged().tell(otherNgo, BreakGlassOpened, {
    breakGlassId,
    caseId,
    organisationId: otherNgo,
    user: 'somebody',
    reason: 'W',
    until,
  });
const seenBy = (caller: ReturnType<typeof callerFrom>, now: string, { file } = opened()) => [
  ...relationsOf(file, caller, [], new Date(now)),
];

describe('a file opened in an emergency', () => {
  it('is so for who opened it, until the time is over', () => {
    const somebody = callerFrom(otherNgo);
    expect(seenBy(somebody, '2026-11-05T07:59:59.999Z')).toEqual(['Emergency']);
    expect(seenBy(somebody, until)).toEqual([]);
  });

  it('is so no longer once the review found it not justified', () => {
    const reviewed = (outcome: BreakGlassOutcome) =>
      opened().tell(police, BreakGlassReviewed, { breakGlassId, caseId, outcome });
    const before = '2026-11-05T07:59:59.999Z';
    expect(seenBy(callerFrom(otherNgo), before, reviewed('Justified'))).toEqual(['Emergency']);
    expect(seenBy(callerFrom(otherNgo), before, reviewed('NotJustified'))).toEqual([]);
  });

  it('is so for no colleague, and for nobody of that name elsewhere', () => {
    const before = '2026-11-05T07:00:00.000Z';
    expect(seenBy({ ...callerFrom(otherNgo), user: 'another' }, before)).toEqual([]);
    expect(seenBy(callerFrom(police), before)).toEqual(['Holder', 'Logger']);
    const excluded = opened().tell(police, ExclusionRecorded, {
      caseId,
      exclusionId: breakGlassId,
      organisationId: otherNgo,
      on: '2026-11-04',
      late: false,
    });
    expect(seenBy(callerFrom(otherNgo), before, excluded)).toEqual([]);
  });
});
