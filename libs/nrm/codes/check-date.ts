import { againstRule, type Refusal } from '#kernel';

/**
 * Refuses a local date that lies after `today`, or before the step it answers (design section 3).
 * All dates are `YYYY-MM-DD`; undefined: the date is in order.
 */
export function checkDate(
  on: string,
  limits: { readonly today: string; readonly notBefore?: string; readonly pointer: string },
): Refusal | undefined {
  if (on > limits.today) return againstRule('The date may not lie in the future.', limits.pointer);
  if (limits.notBefore !== undefined && on < limits.notBefore) {
    return againstRule('The date may not lie before the step it answers.', limits.pointer);
  }
  return undefined;
}
