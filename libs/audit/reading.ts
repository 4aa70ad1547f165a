import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FieldGroup } from '#kernel';

/** What an answer tells of people, case by case, with the groups of fields that were opened for it. */
export class Reading {
  private readonly told = new Map<string, Set<FieldGroup>>();

  /** The answer names these cases; of each, these groups were opened (none: codes only). */
  tells(caseIds: Iterable<string>, groups: Iterable<FieldGroup> = []): void {
    const opened = [...groups];
    for (const caseId of caseIds) {
      const of = this.told.get(caseId) ?? new Set<FieldGroup>();
      for (const group of opened) of.add(group);
      this.told.set(caseId, of);
    }
  }

  /** The cases told of, in the order they came up, each with its groups in alphabetical order. */
  cases(): { caseId: string; fieldGroups: FieldGroup[] }[] {
    return [...this.told].map(([caseId, groups]) => ({ caseId, fieldGroups: [...groups].sort() }));
  }
}

/** A request that notes what its answer tells. */
export interface ReadingRequest {
  reading?: Reading;
}

/** Where a route notes what its answer tells of people; it is written to the log of reads before the answer leaves. */
export const CurrentReading = createParamDecorator((_: unknown, context: ExecutionContext): Reading => {
  const request = context.switchToHttp().getRequest<ReadingRequest>();
  return (request.reading ??= new Reading());
});
