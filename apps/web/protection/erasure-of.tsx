import { useQuery } from '@tanstack/react-query';
import type { ErasureAnswer } from '../api/answers.js';
import { get } from '../api/client.js';
import { Loading } from '../components/loading.js';
import { ProblemMessage } from '../components/problem-message.js';
import { Certificate } from './certificate.js';
import { EraseForm } from './erase-form.js';
import { LegalHold } from './legal-hold.js';
import { WithSecondFactor } from './second-factor.js';

/** What has become of what was known of a person, and what can be done with it now. */
export function ErasureOf({ personId }: { readonly personId: string }) {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['erasure', personId],
    queryFn: ({ signal }) => get<ErasureAnswer>(`/persons/${personId}/erasure`, { signal }),
    // every asking is in the log of reads
    staleTime: Infinity,
  });
  if (isPending) return <Loading lines={6} />;
  if (data === undefined) return <ProblemMessage error={error} onRetry={() => void refetch()} />;
  const erasure = data.data;
  if (erasure.state === 'Erased') return <Certificate erasure={erasure} />;
  return (
    <>
      {erasure.legalHold && <LegalHold erasure={erasure} />}
      {/* asked for once it is on record: there is nothing to ask again before the proceeding has ended */}
      {!(erasure.legalHold && erasure.state === 'Held') && (
        <WithSecondFactor>
          <EraseForm erasure={erasure} onDone={() => refetch()} />
        </WithSecondFactor>
      )}
    </>
  );
}
