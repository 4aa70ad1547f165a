export * from './cursor.js';
export * from './page.requests.js';
