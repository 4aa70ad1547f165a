import { againstRule, unknownItem, wrongState, type Decider, type Decision, type Refusal } from '#kernel';
import { checkDate, codeSet, present, type IdentificationStatus } from '#nrm/codes';
import type {
  AssignCase,
  CorrectIdentification,
  DecideStatus,
  IdentificationCommand,
  IdentificationFacts,
  LogIdentification,
} from './identification.commands.js';
import { identificationFacts, type IdentificationEvent } from './identification.events.js';

interface LoggedIdentification {
  readonly logged: true;
  readonly caseId: string;
  readonly facts: IdentificationFacts;
  readonly status: IdentificationStatus;
  /** Absent: nothing was decided yet. */
  readonly decided?: { readonly firstOn: string; readonly lastOn: string };
  readonly assignment?: { readonly organisationId: string; readonly assignee: string };
}

/** What is known of an identification when the next step is decided. */
export type IdentificationState = { readonly logged: false } | LoggedIdentification;

type IdentificationDecision = Decision<IdentificationEvent>;

const factNames = Object.keys(identificationFacts) as (keyof IdentificationFacts)[];

function normalised<T extends Partial<IdentificationFacts>>(facts: T): T {
  return present({
    ...facts,
    citizenships: facts.citizenships && codeSet(facts.citizenships),
    exploitation: facts.exploitation && codeSet(facts.exploitation),
    countriesOfExploitation: facts.countriesOfExploitation && codeSet(facts.countriesOfExploitation),
  });
}

/** `ZZ` may stand beside a known citizenship: the other one is unknown, as published figures have it. */
function checkExploitation({ exploitation = [] }: Partial<IdentificationFacts>): Refusal | undefined {
  return exploitation.length > 1 && exploitation.includes('Unknown')
    ? againstRule('Exploitation is either unknown or named, not both.', '/exploitation')
    : undefined;
}

function logIdentification(command: LogIdentification, state: IdentificationState): IdentificationDecision {
  if (state.logged) return wrongState('A case was already logged under this id.');
  const { today, caseId, personId, organisationId, person, narrative, needs, reference } = command;
  const facts = normalised(command.facts);
  return (
    checkDate(facts.identifiedOn, { today, pointer: '/identifiedOn' }) ??
    checkExploitation(facts) ?? [
      {
        type: 'IdentificationLogged',
        data: present({
          caseId,
          personId,
          organisationId,
          ...facts,
          person,
          narrative,
          needs,
          reference,
          late: facts.identifiedOn < today,
        }),
      },
    ]
  );
}

/** Her own word is an adult's, and is not what undoes what a body decided. */
function checkDeclined(state: LoggedIdentification): Refusal | undefined {
  if (state.facts.ageGroup !== 'Adult') {
    return againstRule('A child, or a person who may be one, is protected whatever she says of it.');
  }
  return state.decided
    ? wrongState(
        'A body has decided on her status: only a body decides otherwise. What helps her she may still refuse.',
      )
    : undefined;
}

function decideStatus(command: DecideStatus, state: LoggedIdentification): IdentificationDecision {
  const { today, status, decidedOn, decidingBody, ruleVersion, reasons } = command;
  if (state.decided && status === state.status) return wrongState('The case already has this status.');
  const refused = status === 'DeclinedByPerson' ? checkDeclined(state) : undefined;
  if (refused) return refused;
  // No decision lies before the identification: checkIdentifiedOn keeps a correction from breaking that.
  const notBefore = state.decided?.lastOn ?? state.facts.identifiedOn;
  return (
    checkDate(decidedOn, { today, notBefore, pointer: '/decidedOn' }) ?? [
      {
        type: 'StatusDecided',
        data: {
          caseId: state.caseId,
          status,
          previous: state.status,
          reconsidered: state.decided !== undefined,
          decidedOn,
          decidingBody,
          ruleVersion,
          reasons: [...reasons],
          late: decidedOn < today,
        },
      },
    ]
  );
}

function checkIdentifiedOn(on: string, today: string, state: LoggedIdentification): Refusal | undefined {
  return state.decided && on > state.decided.firstOn
    ? againstRule('She cannot have been identified after her status was first decided.', '/identifiedOn')
    : checkDate(on, { today, pointer: '/identifiedOn' });
}

function correctIdentification(command: CorrectIdentification, state: LoggedIdentification): IdentificationDecision {
  const { today, person, narrative, reason } = command;
  const said = normalised(command.facts);
  const changed = factNames.filter(
    (name) => said[name] !== undefined && JSON.stringify(said[name]) !== JSON.stringify(state.facts[name]),
  );
  if (changed.length === 0 && person === undefined && narrative === undefined) return [];

  const only = (facts: Partial<IdentificationFacts>): Partial<IdentificationFacts> =>
    present(Object.fromEntries(changed.map((name) => [name, facts[name]])));
  const after = only(said);
  return (
    (after.identifiedOn === undefined ? undefined : checkIdentifiedOn(after.identifiedOn, today, state)) ??
    checkExploitation(after) ?? [
      {
        type: 'IdentificationCorrected',
        data: present({ caseId: state.caseId, before: only(state.facts), after, person, narrative, reason }),
      },
    ]
  );
}

function assignCase({ organisationId, assignee }: AssignCase, state: LoggedIdentification): IdentificationDecision {
  const { assignment } = state;
  if (assignment?.organisationId === organisationId && assignment.assignee === assignee) return [];
  return [{ type: 'CaseAssigned', data: { caseId: state.caseId, organisationId, assignee } }];
}

function decide(command: IdentificationCommand, state: IdentificationState): IdentificationDecision {
  if (command.type === 'LogIdentification') return logIdentification(command, state);
  if (!state.logged) return unknownItem('No case was logged under this id.');
  switch (command.type) {
    case 'DecideStatus':
      return decideStatus(command, state);
    case 'CorrectIdentification':
      return correctIdentification(command, state);
    case 'AssignCase':
      return assignCase(command, state);
    default:
      return command satisfies never;
  }
}

function logged({ data }: Extract<IdentificationEvent, { type: 'IdentificationLogged' }>): LoggedIdentification {
  const { caseId, entryChannel, identifiedOn, region, ageGroup, gender } = data;
  const { citizenships, exploitation, countriesOfExploitation } = data;
  const facts = present({
    entryChannel,
    identifiedOn,
    region,
    ageGroup,
    gender,
    citizenships,
    exploitation,
    countriesOfExploitation,
  });
  return { logged: true, caseId, facts, status: 'PossibleVictimOfTrafficking' };
}

function evolve(state: IdentificationState, event: IdentificationEvent): IdentificationState {
  if (event.type === 'IdentificationLogged') return logged(event);
  if (!state.logged) return state;
  switch (event.type) {
    case 'StatusDecided': {
      const { status, decidedOn } = event.data;
      return { ...state, status, decided: { firstOn: state.decided?.firstOn ?? decidedOn, lastOn: decidedOn } };
    }
    case 'IdentificationCorrected':
      return { ...state, facts: { ...state.facts, ...event.data.after } };
    case 'CaseAssigned': {
      const { organisationId, assignee } = event.data;
      return { ...state, assignment: { organisationId, assignee } };
    }
    default:
      return event satisfies never;
  }
}

/** Identification, stream `case-{caseId}`: logged once, decided and reconsidered, corrected, assigned. */
export const identificationDecider: Decider<IdentificationCommand, IdentificationEvent, IdentificationState> = {
  initialState: { logged: false },
  evolve,
  decide,
};
