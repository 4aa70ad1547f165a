import { ApiProblem } from '../api/problem.js';
import { database } from './database.js';

/**
 * Answers `ask`; without network what it answered last on this device. Only for what is the same for everybody and tells
 * of no person: it is kept in clear. Throws ApiProblem.
 */
export async function keptForOffline<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const device = await database();
  try {
    const answer = await ask();
    await device.put('reference', answer, name);
    return answer;
  } catch (error) {
    if (!(error instanceof ApiProblem && error.passes)) throw error;
    const kept = await device.get('reference', name);
    if (kept === undefined) throw error;
    return kept as T;
  }
}
