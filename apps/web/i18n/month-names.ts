import type { Language } from './languages.js';

/** The months of a year, as they are written in a date and when they stand alone with their year. */
interface MonthNames {
  readonly inDate: readonly string[];
  readonly withYear: readonly string[];
}

const words = (text: string): string[] => text.split(' ');

const english = words('January February March April May June July August September October November December');
const tajik = words('январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри');
const kyrgyz = words('январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры');

/** Browsers know no month of Kyrgyz and Tajik: where they lack a language they answer in another. */
export const monthNames: Readonly<Record<Language, MonthNames>> = {
  en: { inDate: english, withYear: english },
  ru: {
    inDate: words('января февраля марта апреля мая июня июля августа сентября октября ноября декабря'),
    withYear: words('январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'),
  },
  ky: { inDate: kyrgyz, withYear: kyrgyz },
  tg: { inDate: tajik, withYear: tajik },
};
