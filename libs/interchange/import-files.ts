import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isUuid, Problem } from '#kernel';

/** Injection token of the folder where files wait to be imported. */
export const IMPORT_FOLDER = Symbol('import folder');

/** A file as it arrived. */
export interface ReceivedFile {
  readonly name: string;
  /** SHA-256 in base64url. */
  readonly digest: string;
  readonly bytes: number;
}

/** The files that wait to be imported. They hold references of another system in clear: readable by us alone, and removed when done. */
@Injectable()
export class ImportFiles {
  constructor(@Inject(IMPORT_FOLDER) private readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, `${name}.csv`);
  }

  /** Stores a stream under a name, durable when this resolves. Problem when it breaks off. */
  async receive(name: string, content: Readable): Promise<ReceivedFile> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    let bytes = 0;
    const measured = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    try {
      await pipeline(content, measured, createWriteStream(this.path(name), { mode: 0o600, flush: true }));
    } catch (error) {
      await this.remove(name);
      if (content.errored === null && content.readableEnded) throw error;
      throw new Problem('malformed-request', 'The file did not arrive whole.');
    }
    return { name, digest: hash.digest('base64url'), bytes };
  }

  /** Whether a file is still there, with all its bytes. */
  async isWhole(name: string, bytes: number): Promise<boolean> {
    try {
      return (await stat(this.path(name))).size === bytes;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name), { force: true });
  }

  /** The names of all that are there. */
  async names(): Promise<string[]> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.folder)).map((file) => basename(file, '.csv'));
    return names.filter(isUuid);
  }
}
