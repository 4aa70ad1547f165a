import type { Unit } from './questions.js';

/** Figures with the rule they were counted by. */
export class Statistics {
  /** What is counted. */
  unit: Unit;

  /** What is counted, by which date, from which source: to be published with the figures. */
  countingRule: string;

  /** The moment whose knowledge the figures show. */
  knownAt: string;

  /** One per combination that occurs: a text for each dimension asked for, and `count`. Cells of zero are left out. */
  cells: Record<string, string | number>[];
}
