import { unknownItem, wrongState, type Decider, type Decision } from '#kernel';
import { codeSet } from '#nrm/codes';
import type {
  ChangeOrganisation,
  DirectoryCommand,
  OrganisationDetails,
  RegisterOrganisation,
} from './directory.commands.js';
import type { DirectoryEvent } from './directory.events.js';

type Organisation = DirectoryEvent['data'];

/** The organisation as it is now; null: not registered. */
export type DirectoryState = Organisation | null;

const asSaid = ({ organisationId, name, organisationType, services, regions }: OrganisationDetails): Organisation => ({
  organisationId,
  name,
  type: organisationType,
  services: codeSet(services),
  regions: codeSet(regions),
});

/** As one text to compare by; stored members come back in any order. */
const fingerprint = ({ name, type, services, regions }: Organisation) =>
  JSON.stringify([name, type, services, regions]);

function registerOrganisation(command: RegisterOrganisation, state: DirectoryState): Decision<DirectoryEvent> {
  if (state) return wrongState('An organisation was already registered under this id.');
  return [{ type: 'OrganisationRegistered', data: asSaid(command) }];
}

function changeOrganisation(command: ChangeOrganisation, state: DirectoryState): Decision<DirectoryEvent> {
  if (!state) return unknownItem('No organisation was registered under this id.');
  const changed = asSaid(command);
  return fingerprint(changed) === fingerprint(state) ? [] : [{ type: 'OrganisationChanged', data: changed }];
}

function decide(command: DirectoryCommand, state: DirectoryState): Decision<DirectoryEvent> {
  switch (command.type) {
    case 'RegisterOrganisation':
      return registerOrganisation(command, state);
    case 'ChangeOrganisation':
      return changeOrganisation(command, state);
    default:
      return command satisfies never;
  }
}

function evolve(_: DirectoryState, event: DirectoryEvent): DirectoryState {
  switch (event.type) {
    case 'OrganisationRegistered':
    case 'OrganisationChanged':
      return event.data;
    default:
      return event satisfies never;
  }
}

/** The directory, stream `organisation-{organisationId}`: registered, changed. */
export const directoryDecider: Decider<DirectoryCommand, DirectoryEvent, DirectoryState> = {
  initialState: null,
  evolve,
  decide,
};
