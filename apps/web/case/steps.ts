import type { CaseAnswer } from '../api/answers.js';
import { identifyingRoles } from '../identification/roles.js';
import { careRoles, officerRoles, policeRoles } from './roles.js';

/** A step that somebody may take with a case: who and with which part in it, as the API has it, and when. */
interface Step {
  readonly name: string;
  readonly roles: readonly string[];
  /** One of these is enough. */
  readonly relations: readonly string[];
  /** Absent: always. */
  when?(file: CaseAnswer): boolean;
  /** Where it is taken. */
  to(file: CaseAnswer): string;
}

const at = (page: string) => (file: CaseAnswer) => `/cases/${file.caseId}/${page}`;
const lastProceeding = ({ caseId, proceedings = [] }: CaseAnswer): string =>
  `/cases/${caseId}/proceedings/${proceedings.at(-1)?.proceedingId ?? ''}`;
const hasProceeding = ({ proceedings = [] }: CaseAnswer): boolean => proceedings.length > 0;
const hasOffer = ({ offer }: CaseAnswer): boolean => offer !== undefined;
const isOpen = ({ stage }: CaseAnswer): boolean => stage !== 'Closed';
const atWork = ['Holder', 'Accepted'];
const parties = ['Holder', 'Logger', 'Accepted'];

/** In the order in which they are offered. */
const steps = [
  { name: 'answer', roles: careRoles, relations: ['Offered'], when: hasOffer, to: () => '/inbox' },
  { name: 'answer', roles: officerRoles, relations: ['Offered'], when: hasOffer, to: () => '/referrals/received' },
  { name: 'assist', roles: careRoles, relations: atWork, when: isOpen, to: at('assistance') },
  { name: 'refer', roles: identifyingRoles, relations: atWork, when: isOpen, to: at('shelters') },
  { name: 'rehabilitate', roles: identifyingRoles, relations: atWork, to: at('rehabilitation') },
  { name: 'decide', roles: policeRoles, relations: ['Holder', 'Logger'], to: at('decide') },
  { name: 'decide', roles: ['commission-member'], relations: ['Commission'], to: at('decide') },
  { name: 'consents', roles: identifyingRoles, relations: parties, to: at('consents') },
  { name: 'notes', roles: careRoles, relations: [...parties, 'Ended'], to: at('notes') },
  { name: 'correct', roles: identifyingRoles, relations: ['Holder', 'Logger'], to: at('correct') },
  { name: 'assign', roles: identifyingRoles, relations: ['Holder'], to: at('assign') },
  { name: 'registerProceeding', roles: policeRoles, relations: [...parties, 'Ended'], to: at('proceedings/new') },
  { name: 'moveProceeding', roles: ['prosecutor'], relations: ['Proceeding'], when: hasProceeding, to: lastProceeding },
  {
    name: 'moveProceeding',
    roles: policeRoles,
    relations: [...parties, 'Ended'],
    when: hasProceeding,
    to: lastProceeding,
  },
  { name: 'declined', roles: identifyingRoles, relations: parties, when: isOpen, to: at('declined') },
  { name: 'sheet', roles: identifyingRoles, relations: ['Holder'], to: at('sheet') },
] as const satisfies readonly Step[];

export type StepName = (typeof steps)[number]['name'];

/** The steps that are open to somebody with these roles, who is this to the case. */
export const stepsOpenTo = (
  file: CaseAnswer,
  roles: readonly string[],
  relations: readonly string[],
): readonly { readonly name: StepName; readonly to: string }[] =>
  steps
    .filter(
      (step: Step) =>
        step.roles.some((role) => roles.includes(role)) &&
        step.relations.some((relation) => relations.includes(relation)) &&
        (step.when?.(file) ?? true),
    )
    .map(({ name, to }) => ({ name, to: to(file) }));
