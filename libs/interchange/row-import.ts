import { LRUCache } from 'lru-cache';
import { Casework, identification, organisation, type Handled, type Invocation } from '#casework';
import { caseNumber, derivedId, isRefusal, localDate, personOf, Problem, type Actor, type DomainEvent } from '#kernel';
import { identificationDecider, type IdentificationCommand } from '#nrm/identification';
import type { PersonalData } from '#privacy';
import type { HtcdsRow, RowError } from './htcds-row.js';
import type { RowOutcome } from './import-progress.js';
import { changesOf, type RowChanges } from './row-changes.js';

/** Which field of the write model stands in which column. */
const columnOf: Record<string, string> = {
  identifiedOn: 'cas_IncomingReferralDate',
  citizenships: 'prs_Citizenship',
  exploitation: 'vic_TypeOfExploitation',
  ageGroup: 'ext_AgeGroupWhenTrafficked',
  gender: 'prs_Gender',
  region: 'ext_Region',
  countriesOfExploitation: 'ext_CountriesOfExploitation',
  entryChannel: 'org_Type',
  status: 'vic_TraffickingStatus',
};

const rememberedOrganisations = 5_000;

/** The import a row belongs to. */
export interface ImportContext {
  readonly importId: string;
  readonly source: string;
  readonly actor: Actor;
  readonly dryRun: boolean;
}

/** Brings one row through the same commands as everyone else's. A row done twice, after a crash, is done once. */
export class RowImport {
  private readonly organisations = new LRUCache<string, Promise<Handled>>({ max: rememberedOrganisations });

  constructor(
    private readonly casework: Casework,
    private readonly personalData: PersonalData,
    private readonly context: ImportContext,
  ) {}

  /** The case a reference stands for: the same one every time, and nobody finds the reference from it. */
  caseId(row: HtcdsRow): string {
    return this.personalData.referenceId(this.context.source, row.reference);
  }

  /**
   * Takes a row whose case no import has described yet, or makes the `changes` to one that an import described otherwise.
   * A row is taken whole or refused whole. Throws what is no fault of the row.
   */
  async take(row: HtcdsRow, caseId: string, changes: RowChanges | undefined, line: number): Promise<RowOutcome> {
    try {
      return await (changes ? this.correct(caseId, changes, row, line) : this.log(row, caseId, line));
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      return { kind: 'refused', errors: rowErrors(error) };
    }
  }

  private async log(row: HtcdsRow, caseId: string, line: number): Promise<RowOutcome> {
    // asked first, so that a refused row does not leave its organisation behind
    const pretended = this.pretendToLog(row, caseId);
    if (this.context.dryRun || pretended.kind === 'refused') return pretended;
    const organisationId = await this.organisation(row.organisation);
    const log = this.logCommand(row, caseId, organisationId);
    const logged = await this.command(caseId, log, derivedId('import', caseId));
    const isOurs = !logged.unchanged || logged.correlationId === this.context.importId;
    const changes = changesOf({ organisation: row.organisation, facts: {} }, row);
    // Logged by an import that broke off before it wrote down what it had said: that is not known, all is compared.
    if (!isOurs) return this.correct(caseId, changes, row, line);
    if (changes.status) await this.decide(caseId, changes.status, row.facts.identifiedOn, row, line);
    return { kind: 'taken' };
  }

  private async correct(caseId: string, changes: RowChanges, row: HtcdsRow, line: number): Promise<RowOutcome> {
    if (changes.organisation) {
      const reason =
        'with org_Type is another organisation than before: an import gives no case to another organisation';
      return { kind: 'refused', errors: [{ column: 'org_Name', reason }] };
    }
    const fields = this.context.dryRun
      ? [...Object.keys(changes.facts), ...(changes.status ? ['status'] : [])]
      : await this.makeChanges(caseId, changes, row, line);
    // Somebody had corrected the same by hand.
    if (fields.length === 0) return { kind: 'unchanged' };
    const columns = fields.map((field) => columnOf[field] ?? field);
    return { kind: 'corrected', caseId, caseNumber: caseNumber(this.casework.country.code, caseId), columns };
  }

  /** The names of the fields that are others now. */
  private async makeChanges(caseId: string, { facts, status }: RowChanges, row: HtcdsRow, line: number) {
    const today = this.today();
    const corrected =
      Object.keys(facts).length > 0
        ? await this.command(
            caseId,
            { type: 'CorrectIdentification', facts, today },
            derivedId('import', caseId, this.context.importId, String(line)),
          )
        : undefined;
    // The file does not say when it was decided anew; that it was is known today.
    const decided = status !== undefined && (await this.decide(caseId, status, today, row, line));
    return [...changedFields(corrected?.events ?? []), ...(decided ? ['status'] : [])];
  }

  /** A status other than presumed is a decision of the organisation that named it. True when it changed the status. */
  private async decide(
    caseId: string,
    status: NonNullable<HtcdsRow['status']>,
    decidedOn: string,
    row: HtcdsRow,
    line: number,
  ): Promise<boolean> {
    const command = {
      type: 'DecideStatus',
      status,
      decidedOn,
      decidingBody: row.organisation.name,
      ruleVersion: `imported from ${this.context.source}`,
      reasons: ['Imported with this status.'],
      today: this.today(),
    } as const;
    const commandId = derivedId('import status', caseId, this.context.importId, String(line));
    try {
      const { events } = await this.command(caseId, command, commandId);
      return events.length > 0;
    } catch (error) {
      // The case has this status already.
      if (error instanceof Problem && error.type === 'wrong-state') return false;
      throw error;
    }
  }

  /** What would become of a new case: the decider is asked, and nothing is stored. */
  private pretendToLog(row: HtcdsRow, caseId: string): RowOutcome {
    const decision = identificationDecider.decide(
      this.logCommand(row, caseId, caseId),
      identificationDecider.initialState,
    );
    if (!isRefusal(decision)) return { kind: 'taken' };
    const { pointer, detail } = decision;
    return {
      kind: 'refused',
      errors: rowErrors(new Problem('against-a-rule', detail, pointer ? [{ pointer, detail }] : [])),
    };
  }

  private logCommand(row: HtcdsRow, caseId: string, organisationId: string) {
    return {
      type: 'LogIdentification',
      caseId,
      personId: personOf(caseId),
      organisationId,
      facts: row.facts,
      reference: `${this.context.source}: ${row.reference}`,
      today: this.today(),
    } as const;
  }

  private command(caseId: string, command: IdentificationCommand, commandId: string): Promise<Handled> {
    return this.casework.run(identification, { id: caseId, caseId }, command, this.invocation(commandId));
  }

  private async organisation({ name, type }: HtcdsRow['organisation']): Promise<string> {
    const organisationId = derivedId('imported organisation', this.context.source, type, name);
    let registered = this.organisations.get(organisationId);
    if (!registered) {
      const details = { organisationId, name, organisationType: type, services: [], regions: [] };
      registered = this.casework.run(
        organisation,
        { id: organisationId },
        { type: 'RegisterOrganisation', ...details, today: this.today() },
        this.invocation(derivedId('import', organisationId)),
      );
      this.organisations.set(organisationId, registered);
      registered.catch(() => this.organisations.delete(organisationId));
    }
    await registered;
    return organisationId;
  }

  private today(): string {
    return localDate(new Date(), this.casework.country.timeZone);
  }

  private invocation(commandId: string): Invocation {
    const { actor, importId } = this.context;
    return { commandId, correlationId: importId, actor, now: new Date(), exercise: false, request: null };
  }
}

const changedFields = (events: readonly DomainEvent[]): string[] =>
  events.flatMap((event) => Object.keys((event.data as { after?: object }).after ?? {}));

function rowErrors(problem: Problem): RowError[] {
  if (problem.errors.length === 0) return [{ column: 'row', reason: problem.detail }];
  return problem.errors.map(({ pointer, detail }) => {
    const field = pointer.split('/')[1] ?? '';
    return { column: columnOf[field] ?? field, reason: detail };
  });
}
