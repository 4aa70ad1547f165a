import type { FieldGroup } from '#kernel';
import { disclosurePolicy, type DisclosureDecision, type DisclosureRule, type Ground } from './disclosure-policy.js';
import type { Relation } from './policy.js';
import type { Purpose } from './purposes.js';
import type { Role } from './roles.js';

/** Who asks for what of a case. */
export interface DisclosureQuestion {
  readonly role: Role;
  /** What the caller is to the case. Empty: nothing, or excluded by her. */
  readonly relations: ReadonlySet<Relation>;
  readonly group: FieldGroup;
  readonly purpose: Purpose;
  /** The caller's organisation recorded it, or it is of a proceeding that the organisation leads or registered. */
  readonly ownRecord: boolean;
  /** A living consent, or the legal basis of a referral, brings the group to the caller's organisation. */
  readonly consented: boolean;
  /** It is decided whether she is a victim. */
  readonly decided: boolean;
  /** The caller has lately shown a second factor. */
  readonly secondFactor: boolean;
}

/** The answer, with the rule of the table that gave it and why. */
export interface Disclosure {
  readonly decision: DisclosureDecision;
  readonly rule: string;
  readonly because: string;
}

/** The rule of last resort: it is in no table. */
export const nothingAllows: Disclosure = {
  decision: 'Hide',
  rule: 'nothing-allows',
  because: 'No rule allows it, and what no rule allows is hidden.',
};

/** What the table allows waits for a second factor. */
export const secondFactorMissing: Disclosure = {
  decision: 'Hide',
  rule: 'second-factor',
  because: 'It is shown to you after you have shown your second factor again.',
};

/** What the policy says to one question. A rule that hides beats every other; one that shows beats one that masks. Pure. */
export function disclose(question: DisclosureQuestion): Disclosure {
  const rules = disclosurePolicy.rules.filter((rule) => speaksOf(rule, question));
  const found = (decision: DisclosureDecision) => rules.find((rule) => rule.decision === decision);
  const rule = found('Hide') ?? found('Show') ?? found('Mask');
  if (!rule) return nothingAllows;
  const waits = !question.secondFactor && disclosurePolicy.secondFactorFor.includes(question.group);
  if (rule.decision !== 'Hide' && waits) return secondFactorMissing;
  return { decision: rule.decision, rule: rule.id, because: rule.because };
}

const speaksOf = (rule: DisclosureRule, question: DisclosureQuestion): boolean =>
  rule.roles.includes(question.role) &&
  rule.groups.includes(question.group) &&
  (rule.purposes?.includes(question.purpose) ?? true) &&
  (rule.relations?.some((relation) => question.relations.has(relation)) ?? true) &&
  rule.on.some((ground) => holds[ground](question));

const holds: Readonly<Record<Ground, (question: DisclosureQuestion) => boolean>> = {
  Own: ({ ownRecord }) => ownRecord,
  Others: ({ ownRecord }) => !ownRecord,
  Consented: ({ consented }) => consented,
  Decided: ({ decided }) => decided,
  Always: () => true,
};
