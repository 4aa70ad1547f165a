import type { ProceedingOnFileAnswer, ProceedingStageAnswer, RequalificationAnswer } from '../api/answers.js';

type Registration = Pick<ProceedingStageAnswer, 'stage' | 'on' | 'ground'>;

/** What happened to a proceeding in the order it was recorded: it came to a stage, or a charge was requalified. */
export const stepsOf = ({
  registeredOn,
  stages,
  requalifications,
}: ProceedingOnFileAnswer): readonly (Registration | ProceedingStageAnswer | RequalificationAnswer)[] => [
  { stage: 'Registered', on: registeredOn },
  ...[...stages, ...requalifications].toSorted((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1)),
];

/** The day of the last one: the next is not before it. */
export const lastStepOn = (proceeding: ProceedingOnFileAnswer): string => stepsOf(proceeding).at(-1)!.on;
