import type { Language } from './languages.js';
import { monthNames } from './month-names.js';

// only time zones are asked of the browser: of the languages that one has nothing here depends
const clocks = new Map<string, Intl.DateTimeFormat>();

/** An instant (ISO 8601) as the local date `YYYY-MM-DD` and the time `HH:MM` of a time zone (IANA). */
export function inZone(instant: string | number, timeZone: string): { readonly date: string; readonly time: string } {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(timeZone, clock);
  const parts = Object.fromEntries(clock.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return { date: `${parts['year']}-${parts['month']}-${parts['day']}`, time: `${parts['hour']}:${parts['minute']}` };
}

/** How a date, and a month with its year, are put together. */
const order: Readonly<Record<Language, (month: string, year: number, day?: number) => string>> = {
  ky: (month, year, day) => `${year}-жылдын ${day === undefined ? '' : `${day}-`}${month}`,
  ru: (month, year, day) => `${day ?? ''} ${month} ${year} г.`.trim(),
  tg: (month, year, day) => `${day ?? ''} ${month} соли ${year}`.trim(),
  en: (month, year, day) => `${day ?? ''} ${month} ${year}`.trim(),
};

/** A local date `YYYY-MM-DD` in words. It is never an instant, so no time zone can shift it. */
export function dateInWords(language: Language, date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return order[language](monthNames[language].inDate[month - 1]!, year, day);
}

/** A month `YYYY-MM` in words. */
export function monthInWords(language: Language, value: string): string {
  const [year, month] = value.split('-').map(Number) as [number, number];
  return order[language](monthNames[language].withYear[month - 1]!, year);
}

/** A local date `YYYY-MM-DD` in figures, for tables: `05.11.2026`. */
export function dateInFigures(language: Language, date: string): string {
  return date
    .split('-')
    .reverse()
    .join(language === 'en' ? '/' : '.');
}

const DAY = 86_400_000;

/** Days from one local date `YYYY-MM-DD` to another; negative: it lies before. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

/** A length of time in the largest unit that says enough: minutes up to an hour, hours up to two days, then days. */
export function inUnits(milliseconds: number): { readonly unit: 'minutes' | 'hours' | 'days'; readonly count: number } {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? { unit: 'hours', count: hours } : { unit: 'days', count: Math.floor(hours / 24) };
}
