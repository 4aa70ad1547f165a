import { setTimeout as pause } from 'node:timers/promises';

const firstPause = 100;
const longestPause = 1_000;

/** Where the running instances of each service answer, and in which order to try them. */
export class Instances {
  /** By service, the URL by the name of the instance. */
  #urls = new Map();
  #turns = new Map();

  /** An instance is ready at `url`, or away (undefined). */
  set(service, name, url) {
    const urls = this.#urls.get(service) ?? new Map();
    if (url === undefined) urls.delete(name);
    else urls.set(name, url);
    this.#urls.set(service, urls);
  }

  /**
   * The URLs to try one request on, until one of them takes it: the instances in turn, after a pause all of them again,
   * with those that came back meanwhile, for `patience` milliseconds or until `signal`. 0: each of them once.
   */
  async *toTry(service, patience, signal) {
    const deadline = Date.now() + patience;
    for (let wait = firstPause; !signal.aborted; wait = Math.min(2 * wait, longestPause)) {
      const urls = [...(this.#urls.get(service)?.values() ?? [])];
      const turn = this.#turns.get(service) ?? 0;
      this.#turns.set(service, turn + 1);
      for (let i = 0; i < urls.length; i += 1) {
        if (signal.aborted) return;
        yield urls[(turn + i) % urls.length];
      }
      if (Date.now() + wait > deadline) return;
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}
