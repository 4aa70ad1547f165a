import type { CountryPack } from './country-pack.js';
import { kg } from './kg.js';
import { tj } from './tj.js';

export { type ConsentText } from './consent-texts/consent-text.js';
export * from './consent-texts/consent-texts.js';
export type { CountryPack } from './country-pack.js';
export * from './deciding-bodies.js';
export * from './offences.js';

/** The pack of a country. */
export const countryPack = (code: 'kg' | 'tj'): CountryPack => ({ kg, tj })[code];

/** Injection token of the country pack in force. */
export const COUNTRY_PACK = Symbol('country pack');
