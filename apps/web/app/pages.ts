import { aboutPages } from '../about/pages.js';
import { accountPages } from '../account/pages.js';
import { administrationPages } from '../administration/pages.js';
import { assistancePages } from '../assistance/pages.js';
import { casePages } from '../case/pages.js';
import { caseloadPages } from '../caseload/pages.js';
import { commissionPages } from '../commission/pages.js';
import { coordinationPages } from '../coordination/pages.js';
import { identificationPages } from '../identification/pages.js';
import { inboxPages } from '../inbox/pages.js';
import { notesPages } from '../notes/pages.js';
import { offlinePages } from '../offline/pages.js';
import { personPages } from '../person/pages.js';
import { prosecutionPages } from '../prosecution/pages.js';
import { protectionPages } from '../protection/pages.js';
import { referralPages } from '../referral/pages.js';
import { rehabilitationPages } from '../rehabilitation/pages.js';
import { statisticsPages } from '../statistics/pages.js';
import type { Page } from './page.js';

/** Every page behind the door. Which one a person gets is asked of the API at every request, too: this only spares clicks. */
export const pages: readonly Page[] = [
  ...casePages,
  ...caseloadPages,
  ...commissionPages,
  ...identificationPages,
  ...prosecutionPages,
  ...referralPages,
  ...offlinePages,
  ...coordinationPages,
  ...statisticsPages,
  ...assistancePages,
  ...inboxPages,
  ...notesPages,
  ...rehabilitationPages,
  ...protectionPages,
  ...personPages,
  ...administrationPages,
  ...accountPages,
  ...aboutPages,
];
