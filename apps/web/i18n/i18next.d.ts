import 'i18next';

// English is what keys are checked against; that every language has them all is tested (messages.spec.ts)
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      common: typeof import('./messages/en/common.json');
      codes: typeof import('./messages/en/codes.json');
      events: typeof import('./messages/en/events.json');
      countries: typeof import('./messages/en/countries.json');
      rules: typeof import('./messages/en/rules.json');
      identification: typeof import('./messages/en/identification.json');
      referral: typeof import('./messages/en/referral.json');
      case: typeof import('./messages/en/case.json');
      assistance: typeof import('./messages/en/assistance.json');
      rehabilitation: typeof import('./messages/en/rehabilitation.json');
      prosecution: typeof import('./messages/en/prosecution.json');
      commission: typeof import('./messages/en/commission.json');
      coordination: typeof import('./messages/en/coordination.json');
      statistics: typeof import('./messages/en/statistics.json');
      protection: typeof import('./messages/en/protection.json');
      administration: typeof import('./messages/en/administration.json');
      account: typeof import('./messages/en/account.json');
      offline: typeof import('./messages/en/offline.json');
      about: typeof import('./messages/en/about.json');
    };
  }
}
