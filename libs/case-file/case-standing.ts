import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Relation } from '#access';
import type { CaseFile } from './case-file.js';

/** A case as it stands for one caller at one request. */
export interface CaseStanding {
  readonly file: CaseFile;
  /** What the caller's organisation is to it; empty only where the route asks for no part (`withoutPart`). */
  readonly relations: ReadonlySet<Relation>;
  /** Position of the last event of the case. */
  readonly revision: number;
}

/** A request on which the case guard has put the standing. */
export interface CaseRequest {
  standing?: CaseStanding;
}

/**
 * The case this route is about; the case guard has let the caller in. Absent only where the body had to name the case
 * and did not: then the validation of the body refuses the request, with every wrong field, before the route runs.
 */
export const CurrentCase = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<CaseRequest>().standing as CaseStanding,
);

/** The version of a case that a caller has seen. */
export const etagOf = ({ revision }: CaseStanding): string => `"${revision}"`;
