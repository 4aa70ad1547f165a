import { againstRule, type Refusal } from '#kernel';

/** Refuses a plan in which two goals carry the same label; points at the second. */
export function checkGoalIds(goals: readonly { readonly goalId: string }[]): Refusal | undefined {
  const repeated = goals.findIndex((goal, index) => goals.findIndex(({ goalId }) => goalId === goal.goalId) < index);
  return repeated < 0
    ? undefined
    : againstRule('A goal has a label of its own in its plan; this one is used twice.', `/goals/${repeated}/goalId`);
}
