import { fieldGroups } from '#kernel';
import { breakGlassOutcomes } from '#nrm/break-glass';
import * as lists from '#nrm/codes';
import { exportPurposes } from '#nrm/export';
import { identificationFacts } from '#nrm/identification';
import { subjectRequestKinds, subjectRequestOutcomes, transferNoticeForms } from '#nrm/subject-rights';
import { countryPack, decidingBodies, offences } from '#country';
import { disclosureDecisions } from '../../../libs/access/disclosure-policy.js';
import { relations } from '../../../libs/access/policy.js';
import { purposes } from '../../../libs/access/purposes.js';
import { recordedKinds } from '../../../libs/audit/reads.events.js';
import { subjectRequestStates } from '../../../libs/case-file/subject-request.queries.js';
import { summaryDimensions } from '../../../libs/caseload/caseload.requests.js';
import { consentPoints } from '../../../libs/country/consent-texts/consent-text.js';
import { noticeKinds } from '../../../libs/notices/notice-kinds.js';
import { countingRules, dimensions, units } from '../../../libs/statistics/questions.js';
import { eventCodes } from './event-codes.js';
import { languages } from './languages.js';
import { textsOf } from './messages.testing.js';

const packs = [countryPack('kg'), countryPack('tj')];

/** Every code list that somebody meets on a page, as the code itself has it. */
const codeLists: Readonly<Record<string, readonly string[]>> = {
  gender: lists.genders,
  ageGroup: lists.ageGroups,
  exploitation: lists.exploitations,
  organisationType: lists.organisationTypes,
  entryChannel: lists.entryChannels,
  identificationStatus: lists.identificationStatuses,
  service: lists.services,
  right: lists.rights,
  declineReason: lists.declineReasons,
  recallReason: lists.recallReasons,
  completionOutcome: lists.completionOutcomes,
  notSuccessfulReason: lists.notSuccessfulReasons,
  closureReason: lists.closureReasons,
  reopeningReason: lists.reopeningReasons,
  goalStatus: lists.goalStatuses,
  followUpSituation: lists.followUpSituations,
  proceedingStage: lists.proceedingStages,
  erasureReason: lists.erasureReasons,
  consentPurpose: lists.consentPurposes,
  consentForm: lists.consentForms,
  assent: lists.assents,
  guardianKind: lists.guardianKinds,
  reasonNotIdentified: lists.reasonsNotIdentified,
  stage: lists.stages,
  referralState: lists.referralStates,
  role: lists.roles,
  fieldGroup: fieldGroups,
  purpose: purposes,
  relation: relations,
  disclosureDecision: disclosureDecisions,
  readKind: recordedKinds,
  noticeKind: noticeKinds,
  breakGlassOutcome: breakGlassOutcomes,
  exportPurpose: exportPurposes,
  subjectRequestKind: subjectRequestKinds,
  subjectRequestOutcome: subjectRequestOutcomes,
  subjectRequestState: subjectRequestStates,
  transferNoticeForm: transferNoticeForms,
  consentPoint: consentPoints,
  unit: units,
  countingRule: units,
  dimension: dimensions,
  summaryDimension: summaryDimensions,
  region: packs.flatMap(({ regions }) => Object.keys(regions)),
  decidingBody: decidingBodies,
  offence: offences,
  erasureGround: packs.flatMap(({ erasureGrounds }) => erasureGrounds),
};

describe.each(languages)('the codes in %s', (language) => {
  const texts = textsOf(language, 'codes');

  it.each(Object.entries(codeLists))('have words for every %s, and for nothing else', (list, codes) => {
    const known = [...texts.keys()]
      .filter((key) => key.startsWith(`${list}.`))
      .map((key) => key.slice(list.length + 1));
    expect(known.sort()).toEqual([...codes].sort());
  });

  it('name every field of an identification', () => {
    const missing = Object.keys({
      ...identificationFacts,
      ...lists.person.properties,
      narrative: '',
      needs: '',
    }).filter((field) => !texts.has(`field.${field}`));
    expect(missing).toEqual([]);
  });
});

it('no code list is forgotten', () => {
  const said = new Set<unknown>(Object.values(codeLists));
  const forgotten = Object.entries(lists).filter(([, list]) => Array.isArray(list) && !said.has(list));
  expect(forgotten.map(([name]) => name)).toEqual([]);
});

it('the counting rules are those of the figures', () => {
  const texts = textsOf('en', 'codes');
  expect(Object.fromEntries(units.map((unit) => [unit, texts.get(`countingRule.${unit}`)]))).toEqual(countingRules);
});

it('the details of events stand in code lists that there are', () => {
  const known = new Set([...textsOf('en', 'codes').keys()].map((key) => key.split('.')[0]));
  const named = Object.values(eventCodes).flatMap((details) => Object.values(details));
  expect(named.filter((list) => !known.has(list))).toEqual([]);
});
