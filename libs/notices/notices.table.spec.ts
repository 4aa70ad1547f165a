import { derivedId, type EventDefinition, type EventOf } from '#kernel';
import { BreakGlassOpened, BreakGlassReviewed } from '#nrm/break-glass';
import { ConsentNarrowed, ConsentWithdrawn, DisclosureClosed, KeepingRefused } from '#nrm/consent';
import { PersonErased } from '#nrm/erasure';
import { ExportApproved, ExportRequested } from '#nrm/export';
import { IdentificationCorrected } from '#nrm/identification';
import { ChargeRequalified, ProceedingStageMoved } from '#nrm/prosecution';
import { ReferralAccepted, ReferralSent, SecondOpinionGiven } from '#nrm/referral';
import { SubjectRequestAnswered, SubjectRequestReceived, TransferNotified } from '#nrm/subject-rights';
import { office, police, shelter, Story } from '../caseload/story.testing.js';
import { rowsAfter } from '../projections/projection.testing.js';
import { notices, type NoticeRow } from './notices.table.js';

const named = (name: string) => derivedId('notices', name);
const caseId = named('case');
const referralId = named('referral');
const consentId = named('consent');
const breakGlassId = named('break glass');
const requestId = named('request');
const exportId = named('export');
const proceedingId = named('proceeding');
const personId = named('person');
const on = '2026-11-02';
const supervisors = ['police-supervisor', 'ngo-manager'];
const dpo = ['data-protection-officer'];

/** To whom a row goes, and what it says, without what was not said. */
const said = (row: NoticeRow) =>
  Object.fromEntries(Object.entries(row).filter(([member, value]) => value !== null && !always.has(member)));
const always = new Set(['notice_id', 'at', 'exercise', 'about']);

const rowsOf = (story: Story) => rowsAfter(notices, story.events).map(said);

type Telling = readonly [EventDefinition, object];
const told = (...events: readonly Telling[]): Story =>
  events.reduce((story, [definition, data]) => story.tell(definition, data as never), new Story());
const tell = <D extends EventDefinition>(definition: D, data: EventOf<D>['data']): Telling => [definition, data];

const sent = (basis: EventOf<typeof ReferralSent>['data']['basis']) =>
  tell(ReferralSent, {
    referralId,
    caseId,
    from: police,
    to: shelter,
    services: ['Shelter'],
    fieldGroups: [],
    basis,
    sentAt: '2026-11-02T06:01:00.000Z',
    respondBy: '2026-11-03T06:01:00.000Z',
  });
const opened = tell(BreakGlassOpened, {
  breakGlassId,
  caseId,
  organisationId: shelter,
  user: 'worker',
  reason: 'sealed',
  until: '2026-11-02T09:00:00.000Z',
});
const requested = tell(ExportRequested, {
  exportId,
  organisationId: shelter,
  requestedBy: 'worker',
  purpose: 'Audit',
});
const dismissed = tell(ProceedingStageMoved, {
  proceedingId,
  caseId,
  from: 'Investigation',
  stage: 'Dismissed',
  on,
  ground: 'sealed',
  late: false,
});
const requalified = tell(ChargeRequalified, {
  proceedingId,
  caseId,
  from: '166',
  to: '170',
  on,
  ground: 'sealed',
  late: false,
});
const erased = tell(PersonErased, { personId, caseId, reason: 'PersonAsked', legalGround: 'art-1' });
const second = '2026-11-02T06:02:00.000Z';

describe('a notice', () => {
  it.each<[string, Story, object[]]>([
    [
      'a child was identified: child protection',
      new Story().logged(caseId, { ageGroup: 'Child' }),
      [{ kind: 'ChildIdentified', case_id: caseId, to_type: 'ChildProtection' }],
    ],
    [
      'somebody who may be a child: the same',
      new Story().logged(caseId, { ageGroup: 'Unknown' }),
      [{ kind: 'ChildIdentified', case_id: caseId, to_type: 'ChildProtection' }],
    ],
    ['an adult: nobody', new Story().logged(caseId), []],
    [
      'she turns out to be a child: child protection',
      told(tell(IdentificationCorrected, { caseId, before: { ageGroup: 'Adult' }, after: { ageGroup: 'Child' } })),
      [{ kind: 'ChildIdentified', case_id: caseId, to_type: 'ChildProtection' }],
    ],
    [
      'another correction: nobody',
      told(tell(IdentificationCorrected, { caseId, before: { gender: 'Masculine' }, after: { gender: 'Feminine' } })),
      [],
    ],
    [
      'a consent withdrawn: the holder',
      told(tell(ConsentWithdrawn, { caseId, consentId, on, late: false })),
      [{ kind: 'ConsentWithdrawn', case_id: caseId, about_kind: 'consent', about_id: consentId, to_part: 'Holder' }],
    ],
    [
      'a consent narrowed: the holder',
      told(
        tell(ConsentNarrowed, { caseId, consentId, recipients: [shelter], fieldGroups: ['Needs'], on, late: false }),
      ),
      [{ kind: 'ConsentNarrowed', case_id: caseId, about_kind: 'consent', about_id: consentId, to_part: 'Holder' }],
    ],
    [
      'nothing kept: what is closed by it tells',
      told(tell(KeepingRefused, { caseId, consentId, on, late: false })),
      [],
    ],
    [
      'a disclosure closed: its recipient and the holder',
      told(
        tell(DisclosureClosed, { caseId, consentId, recipient: shelter, fieldGroups: ['Needs'], seen: [], kept: [] }),
      ),
      [{ to_organisation: shelter }, { to_part: 'Holder' }].map((to) => ({
        kind: 'DisclosureClosed',
        case_id: caseId,
        about_kind: 'consent',
        about_id: consentId,
        organisation_id: shelter,
        ...to,
      })),
    ],
    [
      'a referral on vital interest: who supervises there, and data protection, within a day',
      told(sent({ kind: 'VitalInterest', reason: 'sealed' })),
      [{ to_organisation: police, to_roles: supervisors }, { to_roles: dpo }].map((to) => ({
        kind: 'SecondOpinionNeeded',
        case_id: caseId,
        about_kind: 'referral',
        about_id: referralId,
        organisation_id: police,
        due_at: '2026-11-03T06:01:00.000Z',
        ...to,
      })),
    ],
    ['a referral on another basis: nobody', told(sent({ kind: 'LegalBasis', legalBasis: 'sealed' })), []],
    [
      'a referral accepted: the holder tells her',
      told(tell(ReferralAccepted, { referralId, caseId })),
      [{ kind: 'TransferToNotify', case_id: caseId, about_kind: 'referral', about_id: referralId, to_part: 'Holder' }],
    ],
    [
      'a file opened in an emergency: who supervises there, and data protection',
      told(opened),
      [{ to_organisation: shelter, to_roles: supervisors }, { to_roles: dpo }].map((to) => ({
        kind: 'BreakGlassOpened',
        case_id: caseId,
        about_kind: 'breakGlass',
        about_id: breakGlassId,
        organisation_id: shelter,
        about_user: 'worker',
        ...to,
      })),
    ],
    [
      'she asks what is known of her: the holder',
      told(tell(SubjectRequestReceived, { caseId, requestId, kind: 'Access', receivedOn: on, dueOn: on, late: false })),
      [
        {
          kind: 'SubjectRequestReceived',
          case_id: caseId,
          about_kind: 'request',
          about_id: requestId,
          to_part: 'Holder',
        },
      ],
    ],
    [
      'she is erased: whoever has a part',
      told(erased),
      [{ kind: 'PersonErased', case_id: caseId, to_part: 'Parties' }],
    ],
    [
      'a charge dropped or requalified: who leads the proceeding, and who registered it',
      told(dismissed, requalified),
      ['ProceedingDismissed', 'ChargeRequalified'].map((kind) => ({
        kind,
        case_id: caseId,
        about_kind: 'proceeding',
        about_id: proceedingId,
        organisation_id: police,
        to_part: 'Proceeding',
      })),
    ],
    [
      'a proceeding that goes on: nobody',
      told(tell(ProceedingStageMoved, { proceedingId, caseId, from: 'Dismissed', stage: 'Reopened', on, late: false })),
      [],
    ],
    [
      'an export asked for: a second person of the organisation',
      told(requested),
      [
        {
          kind: 'ExportRequested',
          about_kind: 'export',
          about_id: exportId,
          organisation_id: shelter,
          about_user: 'worker',
          to_organisation: shelter,
          to_roles: supervisors,
        },
      ],
    ],
  ])('%s', (_, story, expected) => expect(rowsOf(story)).toEqual(expected));

  it.each<[string, Telling, Telling]>([
    [
      'a second opinion',
      sent({ kind: 'VitalInterest', reason: 'sealed' }),
      tell(SecondOpinionGiven, { referralId, caseId, agrees: true }),
    ],
    [
      'a transfer she was told of',
      tell(ReferralAccepted, { referralId, caseId }),
      tell(TransferNotified, { caseId, referralId, on, form: 'Oral', late: false }),
    ],
    ['a review', opened, tell(BreakGlassReviewed, { breakGlassId, caseId, outcome: 'Justified' })],
    [
      'an answer to her request',
      tell(SubjectRequestReceived, { caseId, requestId, kind: 'Access', receivedOn: on, dueOn: on, late: false }),
      tell(SubjectRequestAnswered, { caseId, requestId, outcome: 'Given', on, late: false }),
    ],
    [
      'an approval',
      requested,
      tell(ExportApproved, { exportId, organisationId: shelter, approvedBy: 'chief', until: second }),
    ],
  ])('is settled by %s, once', (_, asks, settles) => {
    const open = rowsAfter(notices, told(asks).events);
    const settled = rowsAfter(notices, told(asks, settles).events).slice(0, open.length);
    expect(open.map(({ done_at }) => done_at)).not.toContain(second);
    expect(settled).toEqual(open.map((row) => ({ ...row, done_at: second })));
    const again = rowsAfter(notices, told(asks, settles, settles).events).slice(0, open.length);
    expect(again).toEqual(settled);
  });

  it('of a review goes to who opened the file', () =>
    expect(
      rowsOf(told(opened, tell(BreakGlassReviewed, { breakGlassId, caseId, outcome: 'Justified' }))).slice(2),
    ).toEqual([
      {
        kind: 'BreakGlassReviewed',
        case_id: caseId,
        about_kind: 'breakGlass',
        about_id: breakGlassId,
        organisation_id: shelter,
        about_user: 'worker',
        to_organisation: shelter,
        to_user: 'worker',
      },
    ]));

  it('is settled by nothing of another case, whatever ids people choose', () => {
    const other = tell(SecondOpinionGiven, { referralId, caseId: office, agrees: true });
    const rows = rowsAfter(notices, told(sent({ kind: 'VitalInterest', reason: 'sealed' }), other).events);
    expect(rows.map(({ done_at }) => done_at)).toEqual([null, null]);
  });
});
