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
  consentTextVersion: 'tj-draft-1',
};
