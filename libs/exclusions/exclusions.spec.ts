import { derivedId } from '#kernel';
import { ExclusionLifted, ExclusionRecorded } from '#nrm/consent';
import { police, shelter, Story } from '../caseload/story.testing.js';
import { rowsAfter } from '../projections/projection.testing.js';
import { exclusions } from './exclusions.table.js';

const named = (name: string) => derivedId('exclusions', name);
const [one, other, exclusionId] = [named('one'), named('other'), named('exclusion')] as [string, string, string];
const on = '2026-11-02';
const excluded = (story: Story, caseId: string, organisationId: string, id = exclusionId) =>
  story.tell(ExclusionRecorded, { caseId, exclusionId: id, organisationId, user: 'officer', on, late: false });
const lifted = (story: Story, caseId: string) => story.tell(ExclusionLifted, { caseId, exclusionId, on, late: false });
const row = (case_id: string, organisation_id: string, exclusion_id = exclusionId) => ({
  exclusion_id,
  case_id,
  organisation_id,
  excluded_user: 'officer',
});

describe('the exclusions in force', () => {
  it('are those that were recorded and not lifted', () => {
    const story = excluded(excluded(new Story(), one, police), one, shelter, named('second'));
    expect(rowsAfter(exclusions, story.events)).toEqual([row(one, police), row(one, shelter, named('second'))]);
    expect(rowsAfter(exclusions, lifted(story, one).events)).toEqual([row(one, shelter, named('second'))]);
  });

  it('are of their case, whatever ids people choose', () => {
    const story = excluded(excluded(new Story(), one, police), other, shelter);
    expect(rowsAfter(exclusions, story.events)).toEqual([row(one, police), row(other, shelter)]);
    expect(rowsAfter(exclusions, lifted(story, other).events)).toEqual([row(one, police)]);
  });
});
