import { useQueryClient } from '@tanstack/react-query';
import { send } from '../api/client.js';
import { useOnce } from './use-once.js';

/**
 * A way to have something done at once or not at all: it is not kept on this device when there is no network. Tried again
 * after a failure it is the same command, done once. Throws ApiProblem.
 */
export function useCommand() {
  const queries = useQueryClient();
  const once = useOnce();
  return async <T>(path: string, body: object = {}): Promise<T> => {
    const answer = await once(JSON.stringify([path, body]), (idempotencyKey) =>
      send<T>({ path, body, idempotencyKey }),
    );
    await queries.invalidateQueries();
    return answer;
  };
}
