import { isLocalDate } from '#kernel';

/** How many days ahead what will be erased is shown. */
export const AHEAD_DAYS = 30;

/** The local date on which so many years have passed since another: 1 March for a 29 February that does not exist. */
export const yearsAfter = (date: string, years: number): string => moved(date, years, '03-01');

/** The last local date from which so many years have passed on another: 28 February for a 29 February of no leap year. */
export const yearsBefore = (date: string, years: number): string => moved(date, -years, '02-28');

function moved(date: string, years: number, otherwise: string): string {
  const day = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  const exists: boolean = isLocalDate(day);
  return exists ? day : day.replace('02-29', otherwise);
}

/** A local date some days after another. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
