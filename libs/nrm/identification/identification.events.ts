import { Type } from 'typebox';
import { defineEvent, personal, type EventOf } from '#kernel';
import {
  ageGroups,
  code,
  country,
  date,
  entryChannels,
  exploitations,
  genders,
  identificationStatuses,
  person,
  region,
  uuid,
} from '#nrm/codes';

/** The coded facts of an identification: what deciders, caseload and statistics work on. */
export const identificationFacts = {
  entryChannel: code(entryChannels),
  identifiedOn: date,
  /** Absent: unknown. */
  region: Type.Optional(region),
  ageGroup: code(ageGroups),
  gender: code(genders),
  /** Alphabetical, each once. */
  citizenships: Type.Array(country, { minItems: 1 }),
  /** Alphabetical, each once. */
  exploitation: Type.Array(code(exploitations), { minItems: 1 }),
  countriesOfExploitation: Type.Array(country),
};

/** A presumed victim was logged. Whoever logs the case holds it. */
export const IdentificationLogged = defineEvent(
  'IdentificationLogged',
  {
    caseId: uuid,
    personId: uuid,
    /** The organisation that identified her; of an import, the one the file names. */
    organisationId: uuid,
    ...identificationFacts,
    person: Type.Optional(person),
    narrative: Type.Optional(personal('Narrative')),
    needs: Type.Optional(personal('Needs')),
    /** Reference in the system a case was imported from. */
    reference: Type.Optional(personal('Identity')),
    /** Entered on a later day than it happened. */
    late: Type.Boolean(),
  },
  { occurredOn: 'identifiedOn' },
);

/** The identification status was decided; `previous` says what it was, so a reconsideration keeps both. */
export const StatusDecided = defineEvent(
  'StatusDecided',
  {
    caseId: uuid,
    status: code(identificationStatuses),
    previous: code(identificationStatuses),
    /** A decision had been taken before this one. */
    reconsidered: Type.Boolean(),
    decidedOn: date,
    decidingBody: Type.String({ minLength: 1, maxLength: 200 }),
    ruleVersion: Type.String({ minLength: 1, maxLength: 64 }),
    reasons: Type.Array(personal('Narrative')),
    late: Type.Boolean(),
  },
  { occurredOn: 'decidedOn' },
);

/** Facts were corrected: both what was said before and what is said now. Absent members did not change. */
export const IdentificationCorrected = defineEvent('IdentificationCorrected', {
  caseId: uuid,
  before: Type.Partial(Type.Object(identificationFacts), { additionalProperties: false }),
  after: Type.Partial(Type.Object(identificationFacts), { additionalProperties: false }),
  /** Replaces the fields it names; what they said before stays in the earlier events. */
  person: Type.Optional(person),
  narrative: Type.Optional(personal('Narrative')),
  reason: Type.Optional(personal('Narrative')),
});

/** The case was given to one of the organisation's people. */
export const CaseAssigned = defineEvent('CaseAssigned', {
  caseId: uuid,
  organisationId: uuid,
  assignee: Type.String({ minLength: 1, maxLength: 128 }),
});

export const identificationEvents = [
  IdentificationLogged,
  StatusDecided,
  IdentificationCorrected,
  CaseAssigned,
] as const;
export type IdentificationEvent = EventOf<(typeof identificationEvents)[number]>;
