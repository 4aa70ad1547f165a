import { scopes, systemMay } from './scopes.js';

describe('another system', () => {
  it.each([
    ['GET', '/api/v1/me', undefined],
    ['GET', '/api/v1/cases/:caseId', 'cases:read'],
    ['POST', '/api/v1/cases', 'cases:write'],
    ['POST', '/api/v1/cases/:caseId/services', 'cases:write'],
    ['POST', '/api/v1/cases/:caseId/rehabilitation-plan/goals/:goalId/progress', 'cases:write'],
    ['POST', '/api/v1/referrals', 'cases:write'],
    ['POST', '/api/v1/proceedings/:proceedingId/stages', 'cases:write'],
    ['POST', '/api/v1/proceedings/:proceedingId/requalifications', 'cases:write'],
    ['HEAD', '/api/v1/caseload/summary', 'caseload:read'],
    ['POST', '/api/v1/caseload/search', 'caseload:read'],
    ['GET', '/api/v1/coordination/flows', 'coordination:read'],
    ['GET', '/api/v1/organisations', 'directory:read'],
    ['POST', '/api/v1/imports', 'imports:write'],
    ['GET', '/api/v1/imports/:importId', 'imports:read'],
    ['POST', '/api/v1/projections/:name/rebuild', 'projections:write'],
    ['GET', '/api/v1/statistics', 'statistics:read'],
  ])('needs for %s %s the scope %s and no other', (method, route, scope) => {
    expect(systemMay(scope ? [scope] : [], method, route)).toBe(true);
    const others = scopes.filter((one) => one !== scope);
    expect(systemMay(others, method, route)).toBe(scope === undefined);
  });

  it.each([
    ['POST', '/api/v1/cases/:caseId/break-glass'],
    ['POST', '/api/v1/cases/:caseId/counselling-notes/opening'],
    ['POST', '/api/v1/cases/:caseId/exclusions'],
    ['POST', '/api/v1/referrals/:referralId/second-opinion'],
    ['GET', '/api/v1/cases/:caseId/readers'],
    ['GET', '/api/v1/cases/:caseId/subject-access'],
    ['POST', '/api/v1/persons/:personId/erasure'],
    ['GET', '/api/v1/exports/htcds'],
    ['POST', '/api/v1/organisations'],
    ['GET', '/api/v1/organisations/:organisationId/members'],
    ['POST', '/api/v1/organisations/:organisationId/members'],
    ['POST', '/api/v1/organisations/:organisationId/key'],
    ['POST', '/api/v1/session/sign-out-everywhere'],
    ['POST', '/api/v1/caseload'],
    ['GET', '/api/v1/casesx'],
    ['GET', ''],
  ])('is never let use %s %s', (method, route) => {
    expect(systemMay(scopes, method, route)).toBe(false);
  });
});
