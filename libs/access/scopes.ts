/** What another system may be allowed to do, beside what its roles allow. */
export const scopes = [
  'cases:read',
  'cases:write',
  'caseload:read',
  'coordination:read',
  'directory:read',
  'imports:read',
  'imports:write',
  'projections:read',
  'projections:write',
  'statistics:read',
] as const;
export type Scope = (typeof scopes)[number];

interface RouteScopes {
  /** Of the whole route, below the base of the API. */
  readonly route: RegExp;
  /** What a GET needs; absent: only a person may. */
  readonly read?: Scope | 'none';
  /** What another method needs; absent: only a person may. */
  readonly write?: Scope;
}

const steps =
  'decisions|corrections|assignments|consents|assistance-plan|services|rehabilitation-plan|follow-ups|closure|reopening|proceedings';

/**
 * Which scope each route needs of another system. What stands nowhere here is for people: opening what is sealed twice,
 * breaking the glass, exporting, erasing, and saying who works where.
 */
const table: readonly RouteScopes[] = [
  { route: /^\/me$/, read: 'none' },
  { route: /^\/cases(\/:caseId)?$/, read: 'cases:read', write: 'cases:write' },
  { route: new RegExp(`^/cases/:caseId/(${steps})(/|$)`), write: 'cases:write' },
  // the second person is a person
  { route: /^\/referrals\/:referralId\/second-opinion$/ },
  { route: /^\/(referrals|proceedings)(\/|$)/, write: 'cases:write' },
  { route: /^\/caseload(\/summary)?$/, read: 'caseload:read' },
  // a read too: the name stands in the body
  { route: /^\/caseload\/search$/, write: 'caseload:read' },
  { route: /^\/coordination\//, read: 'coordination:read' },
  { route: /^\/organisations$/, read: 'directory:read' },
  { route: /^\/imports(\/|$)/, read: 'imports:read', write: 'imports:write' },
  { route: /^\/projections(\/|$)/, read: 'projections:read', write: 'projections:write' },
  { route: /^\/statistics(\/|$)/, read: 'statistics:read' },
];

/** Whether another system with these scopes may use a route, as Fastify names it (`/api/v1/cases/:caseId`). */
export function systemMay(granted: readonly string[], method: string, route: string): boolean {
  const below = route.replace(/^\/api\/v1/, '');
  const needs = table.find((one) => one.route.test(below));
  const needed = method === 'GET' || method === 'HEAD' ? needs?.read : needs?.write;
  return needed === 'none' || (needed !== undefined && granted.includes(needed));
}
