import { ConsentGiven, ConsentNarrowed, KeepingRefused } from '#nrm/consent';
import type { FieldGroup, RecordedEvent } from '#kernel';
import {
  ReferralAccepted,
  ReferralDeclined,
  ReferralExpired,
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
} from '../case-file/case-file.testing.js';
import { seenUntil } from './consent-cascade.js';
import { consequencesOf, fallenBasis } from './consent-consequences.js';

const about = { referralId, caseId };
const on = '2026-11-02';
const groups: FieldGroup[] = ['Identity', 'Needs'];
const sent = (story = new CaseStory().logged()) => story.consented(groups).referred({ fieldGroups: groups });
const accepted = () => sent().tell(shelter, ReferralAccepted, about);
const arrived = () => accepted().tell(shelter, ReferralHandedOver, { ...about, on, late: false });
const narrowed = (story: CaseStory, fieldGroups: FieldGroup[], recipients = [shelter]) =>
  story.tell(police, ConsentNarrowed, { caseId, consentId, recipients, fieldGroups, on, late: false });
const keepingRefused = (story: CaseStory) => story.tell(police, KeepingRefused, { caseId, consentId, on, late: false });
const inDanger = () =>
  new CaseStory().logged().referred({ fieldGroups: groups, basis: { kind: 'VitalInterest', reason: 'said' } });
const judged = (story: CaseStory, agrees: boolean) => story.tell(police, SecondOpinionGiven, { ...about, agrees });

/** What follows from the last event of a story. */
function consequences({ events }: { readonly events: readonly RecordedEvent[] }) {
  const basis = fallenBasis(events.at(-1)!);
  return basis && consequencesOf(events, basis);
}

const nothing = { closings: [], recalls: [] };
const closed = (fieldGroups: FieldGroup[], kept: FieldGroup[] = [], recipient = shelter) => ({
  closings: [{ recipient, fieldGroups, kept }],
  recalls: [],
});
const recalled = (reason = 'ConsentWithdrawn') => ({ closings: [], recalls: [{ referralId, reason }] });

describe('what follows from a basis that fell', () => {
  it.each<[string, () => CaseStory, object | undefined]>([
    ['a withdrawal: the receiver sees nothing', () => accepted().withdrawn(), closed(groups)],
    [
      'a withdrawal while in its care: it keeps what caring needs',
      () => arrived().withdrawn(),
      closed(['Identity'], ['Needs']),
    ],
    [
      'a withdrawal of a consent that nothing rested on',
      () => new CaseStory().logged().consented().withdrawn(),
      nothing,
    ],
    ['a referral that waits is recalled', () => sent().withdrawn(), recalled()],
    [
      'a referral that expired is recalled',
      () =>
        sent()
          .tell(police, ReferralExpired, { ...about, respondBy: '2026-11-03T06:00:00.000Z' })
          .withdrawn(),
      recalled(),
    ],
    [
      'a referral that was declined is not',
      () =>
        sent()
          .tell(shelter, ReferralDeclined, { ...about, reason: 'NoCapacity' })
          .withdrawn(),
      nothing,
    ],
    [
      'nothing kept, said at once: the withdrawal closes all',
      () => keepingRefused(arrived()).withdrawn(),
      closed(groups),
    ],
    ['nothing kept, said of a living consent: nothing yet', () => keepingRefused(arrived()), nothing],
    ['nothing kept, said later: the rest is closed', () => keepingRefused(arrived().withdrawn()), closed(['Needs'])],
    ['a narrowing: what is left out', () => narrowed(accepted(), ['Needs']), closed(['Identity'])],
    ['a narrowing that leaves this recipient as it was', () => narrowed(accepted(), groups), nothing],
    ['a narrowing to other recipients recalls what waits', () => narrowed(sent(), groups, [otherNgo]), recalled()],
    ['a narrowing to fewer groups does not', () => narrowed(sent(), ['Needs']), nothing],
    [
      'a narrowing after one that left something kept',
      () => narrowed(narrowed(arrived(), ['Identity']), ['Identity']),
      nothing,
    ],
    ['a referral sent on a consent that stands', () => sent(), nothing],
    [
      'a referral recorded after the consent was taken back: it is recalled',
      () => new CaseStory().logged().consented(groups).withdrawn().referred({ fieldGroups: groups }),
      recalled(),
    ],
    ['a vital interest denied', () => judged(inDanger().tell(shelter, ReferralAccepted, about), false), closed(groups)],
    ['a vital interest denied while it waits', () => judged(inDanger(), false), recalled('SecondPersonDisagreed')],
    ['a vital interest agreed to', () => judged(inDanger(), true), undefined],
    ['any other event', () => accepted(), undefined],
  ])('%s', (_, story, expected) => expect(consequences(story())).toEqual(expected));

  it('is of every recipient by itself, and of consents to identification too', () => {
    const story = new CaseStory().logged().tell(police, ConsentGiven, {
      caseId,
      consentId,
      purpose: 'Identification',
      recipients: [commission, otherNgo],
      fieldGroups: ['Narrative'],
      language: 'ky',
      form: 'Oral',
      textVersion: 'kg-draft-1',
      givenOn: on,
      late: false,
    });
    expect(consequences(story.withdrawn())).toEqual({
      closings: [commission, otherNgo].map((recipient) => ({ recipient, fieldGroups: ['Narrative'], kept: [] })),
      recalls: [],
    });
  });
});

describe('what had been seen', () => {
  const read = (at: string, fieldGroups: FieldGroup[], organisationId = shelter) => ({
    at,
    organisationId,
    fieldGroups,
  });
  const readers = [
    read('2026-11-02T06:00:00.000001Z', ['Identity', 'Needs']),
    read('2026-11-02T08:00:00.000000Z', ['Identity']),
    read('2026-11-02T09:00:00.000000Z', ['Identity']),
    read('2026-11-02T07:00:00.000000Z', ['Identity'], otherNgo),
    read('2026-11-02T07:30:00.000000Z', []),
  ];
  const until = '2026-11-02T08:30:00.000000Z';

  it('is counted for each group that was closed, until then, of that recipient', () =>
    expect(seenUntil(until, readers, { recipient: shelter, fieldGroups: ['Identity', 'Contact', 'Needs'] })).toEqual([
      { fieldGroup: 'Identity', times: 2, lastAt: '2026-11-02T08:00:00.000Z' },
      { fieldGroup: 'Needs', times: 1, lastAt: '2026-11-02T06:00:00.000Z' },
    ]));

  it('is nothing where it opened nothing', () =>
    expect(seenUntil(until, readers, { recipient: commission, fieldGroups: ['Identity'] })).toEqual([]));
});
