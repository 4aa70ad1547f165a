import { queryOptions, useQuery } from '@tanstack/react-query';
import type { InstallationAnswer } from '../api/answers.js';
import { get } from '../api/client.js';

const key = 'tirek.installation';

/** Until the first answer on a device. */
const unknown: InstallationAnswer = {
  mode: 'production',
  country: 'KG',
  timeZone: 'Asia/Bishkek',
  regions: [],
  decidingBodies: [],
  articles: [],
  clocks: { referralAnswerHours: 24, subjectRequestDays: 7, retentionYears: 5 },
  erasureGrounds: [],
  consentTextVersion: '',
  languages: [],
  quickExitUrl: 'https://www.wikipedia.org/',
  ownAccounts: false,
  verified: false,
};

/** The query of what this installation is; what it answered last on this device stands until it has answered. */
export const installationQuery = queryOptions({
  queryKey: ['installation'],
  queryFn: async () => {
    const { data } = await get<InstallationAnswer>('/installation');
    // forms need its lists without network, too
    localStorage.setItem(key, JSON.stringify(data));
    return data;
  },
  initialData: () => {
    const kept = localStorage.getItem(key);
    return kept === null ? undefined : { ...unknown, ...(JSON.parse(kept) as InstallationAnswer) };
  },
  initialDataUpdatedAt: 0,
  staleTime: 3_600_000,
});

/** What this installation is: its country with its lists, and whether it is a demonstration. */
export const useInstallation = (): InstallationAnswer => useQuery(installationQuery).data ?? unknown;
