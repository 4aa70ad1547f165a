import type { CountryPack } from './country-pack.js';

/** Tajikistan. Time limits are assumptions. */
export const tj: CountryPack = {
  code: 'TJ',
  verified: false,
  timeZone: 'Asia/Dushanbe',
  regions: {
    'TJ-DU': 'Dushanbe',
    'TJ-GB': 'Kuhistoni Badakhshon',
    'TJ-KT': 'Khatlon',
    'TJ-RA': 'Districts of Republican Subordination',
    'TJ-SU': 'Sughd',
  },
  referralAnswerHours: 24,
  subjectRequestDays: 7,
  retentionYears: 5,
  erasureGrounds: ['TJ-Law-1537-2018'],
  decidingBodies: ['InterministerialCommission', 'InternalAffairs'],
  // as the yearly reports of the U.S. Department of State cite the code; since when each was in force is not known
  articles: [
    { article: '130.1', offence: 'TraffickingInPersons' },
    { article: '130.2', offence: 'SlaveLabour' },
    { article: '132', offence: 'RecruitmentForExploitation' },
    { article: '167', offence: 'TraffickingInChildren' },
    { article: '241.2', offence: 'PornographyOfMinors' },
  ],
  consentTextVersion: 'tj-draft-1',
};
