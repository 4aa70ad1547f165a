/** The texts are split by subject: a page downloads what it needs, in one language. */
export const namespaces = [
  'common',
  'codes',
  'events',
  'countries',
  'rules',
  'identification',
  'referral',
  'case',
  'assistance',
  'rehabilitation',
  'prosecution',
  'commission',
  'coordination',
  'statistics',
  'protection',
  'administration',
  'account',
  'offline',
  'about',
] as const;
export type Namespace = (typeof namespaces)[number];
