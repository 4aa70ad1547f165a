import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** services.json in the data folder: what runs at present, for people and tests, as [{name, pid, url}]. */
export class Directory {
  #entries = new Map();

  constructor(home) {
    this.file = join(home, 'services.json');
  }

  /** Something runs under this name, or has ended (undefined). */
  set(name, running) {
    if (running === undefined) this.#entries.delete(name);
    else this.#entries.set(name, { name, pid: running.pid, url: running.url });
    const unfinished = `${this.file}.unfinished`;
    writeFileSync(unfinished, `${JSON.stringify([...this.#entries.values()], undefined, 2)}\n`, { mode: 0o644 });
    renameSync(unfinished, this.file);
  }

  remove() {
    rmSync(this.file, { force: true });
  }
}
