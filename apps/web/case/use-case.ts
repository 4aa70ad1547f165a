import { useQuery } from '@tanstack/react-query';
import type { CaseAnswer, CaseDisclosureAnswer } from '../api/answers.js';
import { get, type Answer } from '../api/client.js';

/**
 * A case as the caller may see it, with its revision; with `asOf` as it was known then: at the end of a local date, or at
 * an instant. While another time is asked for, the one before stays.
 */
export const useCase = (caseId: string, asOf?: string) =>
  useQuery<Answer<CaseAnswer>>({
    queryKey: ['case', caseId, asOf ?? 'now'],
    queryFn: ({ signal }) => get<CaseAnswer>(`/cases/${caseId}`, { parameters: { asOf }, signal }),
    placeholderData: (before) => (before?.data.caseId === caseId ? before : undefined),
    // every opening is in the log of reads: what is on the screen is asked for again only when it changed
    staleTime: Infinity,
    gcTime: 0,
  });

/** What the caller is to a case, and why what is shown of it. */
export const useDisclosure = (caseId: string) =>
  useQuery({
    queryKey: ['case', caseId, 'disclosure'],
    queryFn: async ({ signal }) => (await get<CaseDisclosureAnswer>(`/cases/${caseId}/disclosure`, { signal })).data,
    staleTime: Infinity,
    gcTime: 0,
  });
