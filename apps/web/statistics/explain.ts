import type { TFunction } from 'i18next';
import type { FigureExplanation } from '../components/figure-dialog.js';
import { apiAddress } from './address.js';
import type { Place } from './crosstab.js';
import type { Figures } from './figures.js';
import type { Days } from './period-fields.js';
import { parametersOf, type Dimension, type Question } from './question.js';
import type { Words } from './use-words.js';

/** Of which people a figure is, as known when, and how a program asks for it. */
export function explain(
  { row, column, before: earlier }: Place,
  question: Question,
  now: Figures,
  before: Figures | undefined,
  say: {
    readonly t: TFunction<['statistics', 'common']>;
    readonly words: Words;
    dimension(dimension: Dimension): string;
    periodText(days: Days): string;
  },
): Omit<FigureExplanation, 'counted' | 'rule'> {
  const { t, words, dimension, periodText } = say;
  const figures = earlier && before ? before : now;
  const values = [row, column];
  const of = question.by.flatMap((one, place) => {
    const value = values[place];
    return value === undefined ? [] : [{ one, value, text: words(one, value) }];
  });
  const by = of.map(({ one }) => one);
  return {
    title: of.length === 0 ? t('total') : of.map(({ text }) => text).join(' · '),
    value: figures.count(row, column),
    filters: [
      ...of.map(({ one, value, text }) => ({
        label: dimension(one),
        value: text === value ? text : `${text} (${value})`,
      })),
      { label: t('period.label'), value: periodText(question) },
    ],
    knownAt: figures.knownAt,
    address: apiAddress('/statistics', parametersOf({ ...question, by, knownAt: figures.knownAt })),
  };
}
