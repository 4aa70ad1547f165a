import { caseOf, type DomainEvent, personOf } from '#kernel';

/** The person whose key seals what an event says: the one of its case. Throws for an event of no case. */
export function personIn(event: DomainEvent): string {
  const caseId = caseOf(event);
  if (caseId === undefined) throw new Error(`${event.type} has personal fields but no case whose person they are of`);
  return personOf(caseId);
}
