import { ConsentNarrowed, KeepingRefused, ConsentGiven } from '#nrm/consent';
import type { FieldGroup } from '#kernel';
import {
  ReferralAccepted,
  ReferralCompleted,
  ReferralDeclined,
  ReferralHandedOver,
  SecondOpinionGiven,
} from '#nrm/referral';
import {
  caseId,
  CaseStory,
  commission,
  consentId,
  otherNgo,
  police,
  referralId,
  shelter,
} from './case-file.testing.js';
import { hasBasis } from './case-file.js';
import { consentedGroups } from './consented.js';

const about = { referralId, caseId };
const on = '2026-11-02';
const referredGroups: FieldGroup[] = ['Contact', 'Identity', 'Needs', 'SafeContact'];

const sent = (groups: FieldGroup[] = referredGroups) =>
  new CaseStory().logged().consented(groups).referred({ fieldGroups: groups });
const accepted = (story = sent()) => story.tell(shelter, ReferralAccepted, about);
const arrived = (story = sent()) => accepted(story).tell(shelter, ReferralHandedOver, { ...about, on, late: false });
const completed = (story: CaseStory) =>
  story.tell(shelter, ReferralCompleted, { ...about, outcome: 'Successful', on, late: false });
/** She went on from the shelter to another one. */
const goneOn = (story: CaseStory) => {
  const next = { referralId: consentId, caseId };
  return story
    .referred({
      referralId: next.referralId,
      from: shelter,
      to: otherNgo,
      basis: { kind: 'LegalBasis', legalBasis: 'said' },
    })
    .tell(otherNgo, ReferralAccepted, next)
    .tell(otherNgo, ReferralHandedOver, { ...next, on, late: false });
};
/** And back from there, on a referral that names her needs alone. */
const cameBack = (story: CaseStory) => {
  const back = { referralId: caseId, caseId };
  return story
    .referred({
      referralId: back.referralId,
      from: otherNgo,
      fieldGroups: ['Needs'],
      basis: { kind: 'LegalBasis', legalBasis: 'said' },
    })
    .tell(shelter, ReferralAccepted, back)
    .tell(shelter, ReferralHandedOver, { ...back, on, late: false });
};
const narrowed = (story: CaseStory, fieldGroups: FieldGroup[], recipients = [shelter]) =>
  story.tell(police, ConsentNarrowed, { caseId, consentId, recipients, fieldGroups, on, late: false });
const nothingKept = (story: CaseStory) => story.tell(police, KeepingRefused, { caseId, consentId, on, late: false });
const inDanger = () =>
  new CaseStory().logged().referred({ fieldGroups: referredGroups, basis: { kind: 'VitalInterest', reason: 'said' } });
const denied = (story: CaseStory) => story.tell(police, SecondOpinionGiven, { ...about, agrees: false });

describe('what a referral lets its receiver see', () => {
  const careGroups = ['Contact', 'Needs', 'SafeContact'];

  it.each<[string, () => CaseStory, string[]]>([
    ['waiting: nothing', () => sent(), []],
    ['declined: nothing', () => sent().tell(shelter, ReferralDeclined, { ...about, reason: 'NoCapacity' }), []],
    ['accepted: what it names', () => accepted(), referredGroups],
    ['arrived: what it names', () => arrived(), referredGroups],
    ['completed, she stayed: what it names', () => completed(arrived()), referredGroups],
    ['completed, she never came: nothing', () => completed(accepted()), []],
    ['she went on: nothing', () => goneOn(arrived()), []],
    [
      'never the criminal file or counselling notes',
      () => accepted(sent(['CriminalFile', 'CounsellingNotes', 'Needs'])),
      ['Needs'],
    ],

    ['withdrawn before she came: nothing', () => accepted().withdrawn(), []],
    ['withdrawn while in its care: what caring needs', () => arrived().withdrawn(), careGroups],
    ['of that only what it had', () => arrived(sent(['Identity', 'Needs'])).withdrawn(), ['Needs']],
    ['withdrawn, completed, she stayed: what caring needs', () => completed(arrived().withdrawn()), careGroups],
    ['withdrawn, and she left: nothing', () => goneOn(arrived().withdrawn()), []],
    ['withdrawn before she came, and she came all the same: nothing', () => arrived(sent().withdrawn()), []],
    ['narrowed before she came: what was left', () => arrived(narrowed(sent(), ['Needs'])), ['Needs']],
    ['withdrawn, she left, and came back on less: that', () => cameBack(goneOn(arrived().withdrawn())), ['Needs']],
    ['withdrawn, and nothing kept: nothing', () => nothingKept(arrived()).withdrawn(), []],
    ['nothing kept, said later: nothing', () => nothingKept(arrived().withdrawn()), []],
    ['nothing to be kept, but not withdrawn: what it names', () => nothingKept(arrived()), referredGroups],

    ['narrowed to fewer groups: these', () => narrowed(accepted(), ['Identity']), ['Identity']],
    ['narrowed to other recipients: nothing', () => narrowed(accepted(), referredGroups, [otherNgo]), []],
    ['narrowed in its care: these, and what caring needs', () => narrowed(arrived(), ['Identity']), referredGroups],
    ['narrowed in its care, nothing kept: these', () => nothingKept(narrowed(arrived(), ['Identity'])), ['Identity']],

    ['vital interest, a second person awaited: what it names', () => accepted(inDanger()), referredGroups],
    ['vital interest that was denied: nothing', () => denied(accepted(inDanger())), []],
    ['denied before she came: nothing', () => arrived(denied(inDanger())), []],
    ['denied while in its care: what caring needs', () => denied(arrived(inDanger())), careGroups],
  ])('%s', (_, story, expected) => expect([...consentedGroups(story().file, shelter)].sort()).toEqual(expected));

  it('is for the receiver alone', () => {
    for (const other of [police, otherNgo, commission]) {
      expect(consentedGroups(arrived().file, other)).toEqual(new Set());
    }
  });
});

describe('a consent to identification', () => {
  const agreed = () =>
    new CaseStory().logged().tell(police, ConsentGiven, {
      caseId,
      consentId,
      purpose: 'Identification',
      recipients: [commission],
      fieldGroups: ['Narrative'],
      language: 'ky',
      form: 'Oral',
      textVersion: 'kg-draft-1',
      givenOn: on,
      late: false,
    });

  it('needs no referral, and falls when it is withdrawn', () => {
    expect(consentedGroups(agreed().file, commission)).toEqual(new Set(['Narrative']));
    expect(consentedGroups(agreed().file, shelter)).toEqual(new Set());
    expect(consentedGroups(agreed().withdrawn().file, commission)).toEqual(new Set());
  });
});

describe('the basis of a referral', () => {
  it.each<[string, () => CaseStory, boolean]>([
    ['a consent', () => sent(), true],
    ['a consent that was withdrawn', () => sent().withdrawn(), false],
    ['a consent narrowed to fewer groups', () => narrowed(sent(), ['Needs']), true],
    ['a consent narrowed to other recipients', () => narrowed(sent(), ['Needs'], [otherNgo]), false],
    [
      'a legal basis',
      () => new CaseStory().logged().referred({ basis: { kind: 'LegalBasis', legalBasis: 'said' } }),
      true,
    ],
    ['a vital interest', () => inDanger(), true],
    ['a vital interest that was denied', () => denied(inDanger()), false],
  ])('%s: %s', (_, story, expected) => {
    const { file } = story();
    expect(hasBasis(file, file.referrals[0]!)).toBe(expected);
  });
});
