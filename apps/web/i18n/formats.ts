import type { TFunction } from 'i18next';
import { dateInFigures, dateInWords, daysBetween, inUnits, inZone, monthInWords } from './dates.js';
import type { Language } from './languages.js';

// Kyrgyz and Tajik write numbers as Russian does; browsers know only that one
const numbers = { cyrillic: new Intl.NumberFormat('ru'), latin: new Intl.NumberFormat('en-GB') };

/** Dates, times and numbers in the words of a language. Instants are ISO 8601, local dates `YYYY-MM-DD`. */
export function formats(language: Language, timeZone: string, t: TFunction) {
  const lasting = (kind: 'left' | 'late' | 'ago', milliseconds: number): string => {
    const { unit, count } = inUnits(milliseconds);
    return t(`time.${kind}.${unit}`, { count });
  };
  const date = (local: string): string => dateInWords(language, local);
  const dateTime = (instant: string): string => {
    const moment = inZone(instant, timeZone);
    return `${date(moment.date)}, ${moment.time}`;
  };
  const number = (value: number): string => numbers[language === 'en' ? 'latin' : 'cyrillic'].format(value);
  const today = (): string => inZone(Date.now(), timeZone).date;

  return {
    /** 5 November 2026 */
    date,
    /** 05/11/2026 */
    dateInFigures: (local: string): string => dateInFigures(language, local),
    /** Of `2026-11`: November 2026. */
    month: (month: string): string => monthInWords(language, month),
    /** Of `2026-Q4`: quarter 4 of 2026. */
    quarter: (quarter: string): string => {
      const [year, number] = quarter.split('-Q') as [string, string];
      return t('time.quarter', { quarter: number, year });
    },
    /** 23:04 */
    time: (instant: string): string => inZone(instant, timeZone).time,
    /** 5 November 2026, 23:04 */
    dateTime,
    /** Of a local date or an instant, whichever it is. */
    moment: (moment: string): string => (moment.length === 'YYYY-MM-DD'.length ? date(moment) : dateTime(moment)),
    /** The local date of an instant, and today's: `YYYY-MM-DD`. */
    dayOf: (instant: string): string => inZone(instant, timeZone).date,
    today,
    /** 2 hours ago */
    ago: (instant: string, now = Date.now()): string => lasting('ago', now - Date.parse(instant)),
    /** 2 hours left, or 2 hours late */
    timeLeft: (dueAt: string, now = Date.now()): string => {
      const left = Date.parse(dueAt) - now;
      return left > 0 ? lasting('left', left) : lasting('late', -left);
    },
    /** 3 days left, today, or 3 days late */
    daysLeft: (dueOn: string): string => {
      const left = daysBetween(today(), dueOn);
      if (left === 0) return t('time.dueToday');
      return left > 0 ? t('time.left.days', { count: left }) : t('time.late.days', { count: -left });
    },
    /** 1,234.5 */
    number,
    /** 2.5 hours */
    hours: (hours: number): string => t('time.hours', { count: hours, hours: number(hours) }),
  };
}

export type Formats = ReturnType<typeof formats>;
