import { Injectable } from '@nestjs/common';
import { OrganisationNames } from '#audit';
import { CaseFiles, type CaseFile } from '#case-file';
import { fieldGroups, isUuid, type FieldGroup, type RecordedEvent } from '#kernel';
import { PersonalData } from '#privacy';
import type { SubjectAccessEntry, SubjectAccessLeftOut } from './subject-rights.answers.js';

/** What is not in her document: each with its reason in docs/adr/0024-organisation-keys.md. */
const leftOut = new Set<FieldGroup>(['CounsellingNotes', 'CriminalFile']);

/** The groups that are opened for her. */
export const shownToSubject: readonly FieldGroup[] = fieldGroups.filter((group) => !leftOut.has(group));

/** Where an event names organisations by their ids. */
const organisationFields = new Set([
  'organisationId',
  'from',
  'to',
  'office',
  'registeredBy',
  'recipient',
  'recipients',
]);
/**
 * Who of its people did it is a matter of the organisation; other ids are of no use to her. What is thought of a child's
 * guardian is not about her, and the guardian may be the one who reads this with her.
 */
const leftOutFields = /(Id|^user|^assignee|^late|^guardian)$/;

/** What is recorded about a person, for herself. */
@Injectable()
export class SubjectAccess {
  constructor(
    private readonly caseFiles: CaseFiles,
    private readonly personalData: PersonalData,
    private readonly names: OrganisationNames,
  ) {}

  /** Every event of her case, opened, in the order of the log, and what stands elsewhere. */
  async document(file: CaseFile): Promise<{ entries: SubjectAccessEntry[]; leftOut: SubjectAccessLeftOut[] }> {
    const groups = new Set(shownToSubject);
    const events = await this.personalData.open(await this.caseFiles.events(file), () => groups);
    const names = await this.names.of(events.flatMap((event) => [recordedBy(event), ...organisationsIn(event)]));
    const nameOf = (event: RecordedEvent): string => names.get(recordedBy(event)) ?? 'Tirek';
    const elsewhere = [...leftOut].map((fieldGroup) => ({
      fieldGroup,
      organisations: [...new Set(events.filter(({ hidden }) => hidden.has(fieldGroup)).map(nameOf))].sort(),
    }));
    return {
      entries: events.map((event) => ({
        type: event.type,
        occurredAt: event.occurredAt,
        recordedAt: event.recordedAt,
        organisation: nameOf(event),
        said: saidOfHer(event.data, names),
      })),
      leftOut: elsewhere.filter(({ organisations }) => organisations.length > 0),
    };
  }
}

const recordedBy = ({ metadata }: RecordedEvent): string => metadata.actor.organisation;

const organisationsIn = ({ data }: RecordedEvent): string[] =>
  Object.entries(data)
    .filter(([field]) => organisationFields.has(field))
    .flatMap(([, value]: [string, unknown]) => value as string | string[])
    .filter(isUuid);

/** The fields that tell her something, organisations by their names. */
function saidOfHer(data: object, names: ReadonlyMap<string, string>): object {
  const named = (value: unknown): unknown => names.get(String(value)) ?? value;
  return Object.fromEntries(
    Object.entries(data).flatMap(([field, value]: [string, unknown]) => {
      if (organisationFields.has(field))
        return [[field.replace(/Id$/, ''), Array.isArray(value) ? value.map(named) : named(value)]];
      return leftOutFields.test(field) ? [] : [[field, value]];
    }),
  );
}
