import type { CountryPack } from './country-pack.js';

/** Kyrgyzstan. Decree No. 493 of 2019 could not be read: time limits are assumptions. */
export const kg: CountryPack = {
  code: 'KG',
  verified: false,
  timeZone: 'Asia/Bishkek',
  regions: {
    'KG-B': 'Batken',
    'KG-C': 'Chuy',
    'KG-GB': 'Bishkek',
    'KG-GO': 'Osh city',
    'KG-J': 'Jalal-Abad',
    'KG-N': 'Naryn',
    'KG-O': 'Osh',
    'KG-T': 'Talas',
    'KG-Y': 'Issyk-Kul',
  },
  referralAnswerHours: 24,
  // Law 58 of 14 April 2008, art. 17: one week; the Digital Code of 2025 may have replaced it
  subjectRequestDays: 7,
  retentionYears: 5,
  erasureGrounds: ['KG-Law-58-2008', 'KG-Digital-Code-178-2025'],
  consentTextVersion: 'kg-draft-1',
};
