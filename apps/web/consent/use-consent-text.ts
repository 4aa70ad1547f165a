import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ConsentTextAnswer } from '../api/answers.js';
import { get } from '../api/client.js';
import { keptForOffline } from '../offline/reference.js';

/** What is read to a person before she agrees. A version is never edited: what was fetched once stays right. */
export const consentTextQuery = (purpose: string, language: string) =>
  queryOptions({
    queryKey: ['consent-text', purpose, language],
    queryFn: () =>
      keptForOffline(`consent-text ${purpose} ${language}`, async () => {
        const { data } = await get<ConsentTextAnswer>('/consent-texts', { parameters: { purpose, language } });
        return data;
      }),
    staleTime: 3_600_000,
  });

/** The text for a purpose in a language of the installation. */
export const useConsentText = (purpose: string, language: string) => useQuery(consentTextQuery(purpose, language));
