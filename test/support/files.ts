import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file under a folder, links followed. */
export function filesUnder(folder: string): string[] {
  return readdirSync(realpathSync(folder)).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesUnder(path);
    return statSync(path).isFile() ? [path] : [];
  });
}

/** The files that hold one of these texts, each with which. */
export function filesHolding(files: readonly string[], texts: readonly string[]): string[] {
  return files.flatMap((path) => {
    const content = readFileSync(path);
    return texts.filter((text) => content.includes(text)).map((text) => `${path} holds "${text}"`);
  });
}
