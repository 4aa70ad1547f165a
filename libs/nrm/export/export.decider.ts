import { againstRule, unknownItem, wrongState, type Decider, type Decision } from '#kernel';
import { exportApprovalHours } from './export.codes.js';
import type { ApproveExport, ExportCommand, RequestExport, TakeExport } from './export.commands.js';
import type { ExportEvent } from './export.events.js';

/** An export as it stands; null: nobody asked for it. */
export type ExportState = {
  readonly exportId: string;
  readonly organisationId: string;
  readonly requestedBy: string;
  /** Until when it may be taken; absent: not approved. */
  readonly until?: string;
  readonly taken: boolean;
} | null;

const hourMs = 3_600_000;
const unknown = () => unknownItem('There is no export with this id.');

function request(command: RequestExport, state: ExportState): Decision<ExportEvent> {
  if (state) return wrongState('An export was already asked for under this id.');
  const { exportId, organisationId, user, purpose } = command;
  return [{ type: 'ExportRequested', data: { exportId, organisationId, requestedBy: user, purpose } }];
}

function approve({ organisationId, user, now }: ApproveExport, state: ExportState): Decision<ExportEvent> {
  if (state?.organisationId !== organisationId) return unknown();
  if (state.until !== undefined) return wrongState('This export was already approved.');
  if (user === state.requestedBy) return againstRule('A second person approves an export, not the one who asked.');
  const until = new Date(Date.parse(now) + exportApprovalHours * hourMs).toISOString();
  return [{ type: 'ExportApproved', data: { exportId: state.exportId, organisationId, approvedBy: user, until } }];
}

function take({ organisationId, user, now }: TakeExport, state: ExportState): Decision<ExportEvent> {
  if (state?.organisationId !== organisationId) return unknown();
  if (state.requestedBy !== user) return wrongState('An export is taken by the one who asked for it.');
  if (state.until === undefined) {
    return wrongState('A second person approves this export first: POST /exports/{exportId}/approval.');
  }
  if (state.taken || Date.parse(now) >= Date.parse(state.until)) {
    return wrongState(
      `An approved export is taken once, within ${exportApprovalHours} hours: ask for another one with POST /exports.`,
    );
  }
  return [{ type: 'ExportTaken', data: { exportId: state.exportId, organisationId } }];
}

function decide(command: ExportCommand, state: ExportState): Decision<ExportEvent> {
  switch (command.type) {
    case 'RequestExport':
      return request(command, state);
    case 'ApproveExport':
      return approve(command, state);
    case 'TakeExport':
      return take(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(state: ExportState, event: ExportEvent): ExportState {
  switch (event.type) {
    case 'ExportRequested': {
      const { exportId, organisationId, requestedBy } = event.data;
      return { exportId, organisationId, requestedBy, taken: false };
    }
    case 'ExportApproved':
      return state && { ...state, until: event.data.until };
    case 'ExportTaken':
      return state && { ...state, taken: true };
    default:
      return event satisfies never;
  }
}

/** An export of an organisation's cases, stream `export-{exportId}`: asked for, approved by a second person, taken once. */
export const exportDecider: Decider<ExportCommand, ExportEvent, ExportState> = { initialState: null, evolve, decide };
