import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { RowError } from './htcds-row.js';

/** One line of a CSV file: its number (the header is 1), its values or what is wrong with it, and where it ends. */
export interface CsvLine {
  readonly line: number;
  readonly values: readonly string[] | RowError;
  /** Bytes of the file up to and with this line. */
  readonly end: number;
}

const longestLine = 100_000;
const lineFeed = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The lines of a CSV file (RFC 4180, UTF-8, with or without a byte order mark). Values hold no line breaks:
 * so a stray quote spoils its own line and not the rest of the file. Empty lines are counted and left out.
 * `skip` lines but the header are passed over unread. Holds one line of 100,000 bytes at most, however long a line is.
 */
export async function* csvLines(path: string, { skip = 0 } = {}): AsyncGenerator<CsvLine> {
  for await (const { line, bytes, end } of rawLines(path)) {
    if (line > 1 && line <= skip) continue;
    const values = bytes ? valuesOf(bytes) : { column: 'row', reason: `is longer than ${longestLine} bytes` };
    if (values) yield { line, values, end };
  }
}

/** The bytes of each line without its end; undefined for one that is too long. */
async function* rawLines(path: string): AsyncGenerator<{ line: number; bytes: Buffer | undefined; end: number }> {
  let line = 0;
  let end = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer): void => {
    length += part.length;
    if (length <= longestLine) parts.push(part);
    else parts = [];
  };
  const finish = () => {
    line += 1;
    end += length;
    const bytes = length <= longestLine ? Buffer.concat(parts) : undefined;
    parts = [];
    length = 0;
    return { line, bytes, end };
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      keep(chunk.subarray(from, at + 1));
      from = at + 1;
      yield finish();
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (length > 0) yield finish();
}

/** Undefined for an empty line. */
function valuesOf(bytes: Buffer): readonly string[] | RowError | undefined {
  let text: string;
  try {
    text = utf8.decode(bytes).replace(/\r?\n$/, '');
  } catch {
    return { column: 'row', reason: 'is not valid UTF-8 text' };
  }
  if (text.trim() === '') return undefined;
  if (text.includes('\u0000')) return { column: 'row', reason: 'holds a NUL character' };
  try {
    return parse(text, { relax_column_count: true, record_delimiter: '\n' })[0];
  } catch {
    return { column: 'row', reason: 'has a quote in the wrong place' };
  }
}
