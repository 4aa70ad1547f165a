import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartRefused } from '#postgres';
import { KeyFiles, masterKey, nextMasterKeyFile, replaceFile, syncFolder } from './key-files.js';

/**
 * Makes another master key the one of this store, while its processes run: they read the master key anew whenever they
 * read or make a key file, and try the next one beside it first. Ended half-way it is called again with the same file;
 * after each step everything can be opened. `newFile`: a master key (32 bytes in base64), made when it is missing; it
 * stays for the operator to put away. Answers how many key files were wrapped anew. Throws StartRefused with a sentence
 * for the operator.
 */
export function rotateMasterKey(home: string, masterKeyFile: string, newFile: string): number {
  // that there is one in force, before another is made
  masterKey(masterKeyFile, { mayCreate: false });
  const next = nextMasterKeyFile(masterKeyFile);
  const begun = existsSync(next);
  const master = masterKey(newFile, { mayCreate: !begun });
  if (begun && !masterKey(next, { mayCreate: false }).equals(master)) {
    throw new StartRefused(`A change to the master key in ${next} was begun and not ended: name that file to end it.`);
  }
  replaceFile(next, `${master.export().toString('base64')}\n`);
  const files = new KeyFiles(home, masterKeyFile);
  const left = files.list().filter(({ purpose, id }) => !files.opensWith(purpose, id, master));
  for (const { purpose, id } of left) files.rewrap(purpose, id, master);
  renameSync(next, masterKeyFile);
  syncFolder(dirname(masterKeyFile));
  return left.length;
}
