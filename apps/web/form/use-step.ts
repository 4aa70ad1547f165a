import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EnteredRow, EntryKind } from '../offline/entry.js';
import { write } from '../offline/outbox.js';
import { useOnce } from './use-once.js';

/** The next step of a case, taken by one press. */
export interface NextStep {
  readonly path: string;
  readonly body: object;
  readonly kind: EntryKind;
  readonly summary: readonly EnteredRow[];
}

/**
 * A way to take the next step of a case by one press; pressed twice it is stored once. Says whether it was sent, or waits
 * on this device. Throws ApiProblem.
 */
export function useStep({ caseId, caseNumber }: { readonly caseId: string; readonly caseNumber?: string | undefined }) {
  const { t } = useTranslation('common');
  const queries = useQueryClient();
  const once = useOnce();
  return async ({ path, body, kind, summary }: NextStep): Promise<'Sent' | 'Queued'> => {
    const numbered = caseNumber === undefined ? [] : [{ label: t('label.caseNumber'), value: caseNumber }];
    const result = await once(JSON.stringify([path, body]), (idempotencyKey) =>
      write({ path, body, idempotencyKey, kind, chain: caseId, summary: [...numbered, ...summary] }),
    );
    if ('queued' in result) return 'Queued';
    await queries.invalidateQueries();
    return 'Sent';
  };
}
