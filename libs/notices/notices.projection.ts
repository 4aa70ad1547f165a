import type { Projection } from '#projections';
import { notices } from './notices.table.js';

/** What people have to be told at once: fed straight from the event store. */
export const noticesProjection: Projection = { name: 'notices', version: 2, tables: [notices] };
