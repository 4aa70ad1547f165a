import type { RecordedEvent } from '#kernel';
import { IdentificationCorrected, IdentificationLogged, StatusDecided } from '#nrm/identification';
import type { IdentificationEvent } from '#nrm/identification';
import type { ProjectionTable } from '#projections';
import { counts, known, knownColumns, revise, type Known } from './facts.js';

/** A presumed victim: who identified her, when, and the codes she is counted by. */
export type VictimRow = Known & {
  case_id: string;
  organisation_id: string;
  occurred_on: string;
  entry_channel: string;
  region: string | null;
  age_group: string;
  gender: string;
  citizenships: readonly string[];
  exploitations: readonly string[];
  status: string;
};

const types: ReadonlySet<string> = new Set([
  IdentificationLogged.type,
  IdentificationCorrected.type,
  StatusDecided.type,
]);
const about = (event: RecordedEvent) => event as unknown as IdentificationEvent;

type Facts = Extract<IdentificationEvent, { type: 'IdentificationCorrected' }>['data']['after'];

/** The columns that facts speak of; none for what they do not mention. */
function columnsOf(facts: Facts): Partial<VictimRow> {
  return {
    ...(facts.identifiedOn && { occurred_on: facts.identifiedOn }),
    ...(facts.entryChannel && { entry_channel: facts.entryChannel }),
    ...(facts.region && { region: facts.region }),
    ...(facts.ageGroup && { age_group: facts.ageGroup }),
    ...(facts.gender && { gender: facts.gender }),
    ...(facts.citizenships && { citizenships: facts.citizenships }),
    ...(facts.exploitation && { exploitations: facts.exploitation }),
  };
}

/** One fact per person: her case. */
export const victims: ProjectionTable<VictimRow> = {
  name: 'victims',
  columns: `case_id uuid NOT NULL, organisation_id uuid NOT NULL, occurred_on date NOT NULL, entry_channel text NOT NULL,
    region text, age_group text NOT NULL, gender text NOT NULL, citizenships text[] NOT NULL,
    exploitations text[] NOT NULL, status text NOT NULL, ${knownColumns}`,
  groupBy: 'case_id',
  indexes: ['occurred_on'],
  groups: (event) => (types.has(event.type) && counts(event) ? [about(event).data.caseId] : []),
  evolve(rows, event, case_id) {
    const { type, data } = about(event);
    if (type === 'StatusDecided') return revise(rows, { status: data.status }, event);
    if (type === 'IdentificationCorrected') return revise(rows, columnsOf(data.after), event);
    if (type !== 'IdentificationLogged') return rows;
    const row = {
      case_id,
      organisation_id: data.organisationId,
      occurred_on: data.identifiedOn,
      entry_channel: data.entryChannel,
      region: data.region ?? null,
      age_group: data.ageGroup,
      gender: data.gender,
      citizenships: data.citizenships,
      exploitations: data.exploitation,
      status: 'PossibleVictimOfTrafficking',
    };
    return [known(row, event)];
  },
};
