import { unknownItem, wrongState, type Decider, type Decision } from '#kernel';
import { checkDate, codeSet } from '#nrm/codes';
import type { ConsentCommand, GiveConsent, WithdrawConsent } from './consent.commands.js';
import type { ConsentEvent } from './consent.events.js';

/** The consents of a case by their id. */
export type ConsentState = ReadonlyMap<string, { readonly givenOn: string; readonly withdrawn: boolean }>;

function giveConsent(command: GiveConsent, state: ConsentState): Decision<ConsentEvent> {
  const { today, caseId, consentId, purpose, recipients, fieldGroups, language, form, textVersion, givenOn } = command;
  if (state.has(consentId)) return wrongState('A consent was already recorded under this id.');
  return (
    checkDate(givenOn, { today, pointer: '/givenOn' }) ?? [
      {
        type: 'ConsentGiven',
        data: {
          caseId,
          consentId,
          purpose,
          recipients: codeSet(recipients),
          fieldGroups: codeSet(fieldGroups),
          language,
          form,
          textVersion,
          givenOn,
          late: givenOn < today,
        },
      },
    ]
  );
}

function withdrawConsent(command: WithdrawConsent, state: ConsentState): Decision<ConsentEvent> {
  const { today, caseId, consentId, on } = command;
  const consent = state.get(consentId);
  if (!consent) return unknownItem('No consent was recorded under this id.');
  if (consent.withdrawn) return [];
  return (
    checkDate(on, { today, notBefore: consent.givenOn, pointer: '/on' }) ?? [
      { type: 'ConsentWithdrawn', data: { caseId, consentId, on, late: on < today } },
    ]
  );
}

function decide(command: ConsentCommand, state: ConsentState): Decision<ConsentEvent> {
  switch (command.type) {
    case 'GiveConsent':
      return giveConsent(command, state);
    case 'WithdrawConsent':
      return withdrawConsent(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(state: ConsentState, event: ConsentEvent): ConsentState {
  switch (event.type) {
    case 'ConsentGiven': {
      const { consentId, givenOn } = event.data;
      return new Map(state).set(consentId, { givenOn, withdrawn: false });
    }
    case 'ConsentWithdrawn': {
      const consent = state.get(event.data.consentId);
      return consent ? new Map(state).set(event.data.consentId, { ...consent, withdrawn: true }) : state;
    }
    default:
      return event satisfies never;
  }
}

/** Consent, stream `consent-{caseId}`: each consent is given once and can be taken back. */
export const consentDecider: Decider<ConsentCommand, ConsentEvent, ConsentState> = {
  initialState: new Map(),
  evolve,
  decide,
};
