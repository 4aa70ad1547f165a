/** Whether a text is a real calendar date `YYYY-MM-DD`, of the year 1 or later: there was no year 0. */
export function isLocalDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) && value >= '0001';
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local date of an instant in a time zone, `YYYY-MM-DD`. */
export function localDate(instant: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

/** The last millisecond of a local date in a time zone, as milliseconds since 1970; NaN for no real date. */
export function endOfDay(date: string, timeZone: string): number {
  if (!isLocalDate(date)) return NaN;
  // The next local day begins between 14 hours before and 12 hours after the next UTC day: look for the hour where the date changes.
  const nextUtcDay = Date.parse(`${date}T00:00:00Z`) + 86_400_000;
  for (let quarter = -56; quarter <= 48; quarter += 1) {
    const instant = nextUtcDay + quarter * 900_000;
    if (localDate(new Date(instant), timeZone) > date) return instant - 1;
  }
  return nextUtcDay - 1;
}
