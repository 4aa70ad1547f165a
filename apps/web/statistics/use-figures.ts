import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Statistics } from '../api/answers.js';
import { get } from '../api/client.js';
import { figuresOf, type Cell } from './figures.js';
import { parametersOf, type Dimension, type Question } from './question.js';

interface Asked {
  readonly knownAt: string;
  readonly incomplete: number;
  readonly stale: boolean;
  readonly cells: readonly Cell[];
}

/** Sums are asked for, too: what each of them counts once only the register knows. All of one moment. */
async function ask(question: Question, signal: AbortSignal): Promise<Asked> {
  const of = (by: readonly Dimension[], knownAt: string) =>
    get<Statistics>('/statistics', { parameters: parametersOf({ ...question, by, knownAt }), signal });
  const all = await of([], question.knownAt);
  const { knownAt } = all.data;
  const alone = question.by.map((one) => [one]);
  const rest = await Promise.all([...alone, ...(alone.length > 1 ? [question.by] : [])].map((by) => of(by, knownAt)));
  const answers = [all, ...rest];
  return {
    knownAt,
    incomplete: Math.max(...answers.map(({ incomplete }) => incomplete)),
    stale: answers.some(({ stale }) => stale),
    cells: answers.flatMap(({ data }) => data.cells),
  };
}

/** The figures of a question; `enabled` false: not asked. */
export function useFigures(question: Question, { enabled = true } = {}) {
  const query = useQuery({
    queryKey: ['statistics', question],
    queryFn: ({ signal }) => ask(question, signal),
    enabled,
  });
  const { data } = query;
  const { by } = question;
  const figures = useMemo(() => data && figuresOf(by, data.knownAt, data.cells), [by, data]);
  return { ...query, figures, incomplete: data?.incomplete ?? 0, stale: data?.stale ?? false };
}
