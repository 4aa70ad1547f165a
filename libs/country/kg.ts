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
  decidingBodies: ['LocalInteragencyCommission', 'InternalAffairs'],
  // the codes of 1997, 2017 and 2021, as the yearly reports of the U.S. Department of State cite them
  articles: [
    { article: '166', offence: 'TraffickingInPersons', from: '2021-12-01' },
    { article: '167', offence: 'TraffickingInChildren', from: '2021-12-01' },
    { article: '170', offence: 'SlaveLabour', from: '2021-12-01' },
    { article: '159', offence: 'ForcedProstitution', from: '2021-12-01' },
    { article: '171', offence: 'TraffickingInPersons', from: '2019-01-01', until: '2021-11-30' },
    { article: '173', offence: 'SlaveLabour', from: '2019-01-01', until: '2021-11-30' },
    { article: '175', offence: 'AbductionForMarriage', from: '2019-01-01', until: '2021-11-30' },
    { article: '176', offence: 'MarriageOfMinor', from: '2019-01-01', until: '2021-11-30' },
    { article: '124', offence: 'TraffickingInPersons', until: '2018-12-31' },
    { article: '260', offence: 'ForcedProstitution', until: '2018-12-31' },
    { article: '261', offence: 'OrganisingProstitution', until: '2018-12-31' },
    { article: '154', offence: 'MarriageOfMinor', until: '2018-12-31' },
    { article: '155', offence: 'AbductionForMarriage', until: '2018-12-31' },
  ],
  consentTextVersion: 'kg-draft-1',
};
