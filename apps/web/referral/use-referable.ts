import { ApiProblem } from '../api/problem.js';
import type { ConsentOnFileAnswer } from '../api/answers.js';
import { useStanding } from '../app/session.js';
import { useCase } from '../case/use-case.js';
import type { Write } from '../api/client.js';
import { useOutboxState } from '../offline/outbox-store.js';

/** What has to be known of a case to refer her. */
export interface Referable {
  /** Absent: it waits on this device, and has no number yet. */
  readonly caseNumber?: string;
  readonly ageGroup: string;
  readonly region: string;
  /** Those to a referral that are in force. */
  readonly consents: readonly Pick<ConsentOnFileAnswer, 'consentId' | 'recipients' | 'fieldGroups'>[];
  /** The organisations that have a referral of hers now, or are about to. */
  readonly underWay: readonly string[];
}

interface CaseBody {
  readonly caseId: string;
  readonly ageGroup: string;
  readonly region?: string;
}

/** A case that is to be referred: from the API; without network what of it waits on this device. */
export function useReferable(caseId: string) {
  const { data: standing } = useStanding();
  const online = standing?.kind === 'signed-in';
  const { entries } = useOutboxState();
  const writes: readonly Write[] = entries
    .filter(({ content }) => content.chain === caseId)
    .flatMap(({ content: { followedBy = [], ...first } }) => [first as Write, ...followedBy]);
  const logged = writes.find(({ path }) => path === '/cases')?.body as CaseBody | undefined;
  const file = useCase(caseId);
  const bodiesOf = <T>(suffix: string) =>
    writes.filter(({ path }) => path.endsWith(suffix)).map(({ body }) => body as T);
  const waiting = {
    consents: bodiesOf<Referable['consents'][number]>('/consents'),
    underWay: bodiesOf<{ to: string }>('/referrals').map(({ to }) => to),
  };
  if (logged !== undefined) {
    const referable: Referable = { ageGroup: logged.ageGroup, region: logged.region ?? '', ...waiting };
    return { referable, isPending: false, error: undefined, retry: () => undefined };
  }
  const found = file.data?.data;
  const referable: Referable | undefined = found?.facts && {
    caseNumber: found.caseNumber,
    ageGroup: found.facts.ageGroup,
    region: found.facts.region ?? '',
    consents: [
      ...(found.consents ?? []).filter(({ purpose, withdrawn }) => purpose === 'Referral' && !withdrawn),
      ...waiting.consents,
    ],
    underWay: [
      ...(found.referrals ?? []).filter(({ state }) => underWay.includes(state)).map(({ to }) => to),
      ...waiting.underWay,
    ],
  };
  return {
    referable,
    isPending: file.isPending && online,
    error: referable ? undefined : (file.error ?? new ApiProblem('no-network', 0)),
    retry: () => void file.refetch(),
  };
}

/** In these a referral takes the way of another one to the same organisation. */
const underWay = ['Sent', 'Expired', 'Accepted'];
