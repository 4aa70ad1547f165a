import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvLines, type CsvLine } from './csv-lines.js';

describe('csvLines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tirek-csv-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function linesOf(content: string | Buffer, skip = 0): Promise<CsvLine[]> {
    const path = join(folder, 'file.csv');
    writeFileSync(path, content);
    const lines: CsvLine[] = [];
    for await (const line of csvLines(path, { skip })) lines.push(line);
    return lines;
  }
  const valuesOf = async (content: string | Buffer) => (await linesOf(content)).map(({ values }) => values);

  it('takes LF and CRLF, with or without an end of line at the end', async () => {
    expect(await valuesOf('a,b\n1,2\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(await valuesOf('a,b\r\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('passes over a byte order mark', async () => {
    expect(await valuesOf('\uFEFFa,b\n')).toEqual([['a', 'b']]);
  });

  it('reads quoted values with commas and doubled quotes', async () => {
    expect(await valuesOf('"Acme, ""Ltd""",b,""\n')).toEqual([['Acme, "Ltd"', 'b', '']]);
  });

  it('lets a stray quote spoil its own line only', async () => {
    const wrong = { column: 'row', reason: 'has a quote in the wrong place' };
    expect(await valuesOf('a\n"open\nb"x\n"ok"\n')).toEqual([['a'], wrong, wrong, ['ok']]);
  });

  it('leaves the number of columns to the reader of rows', async () => {
    expect(await valuesOf('a,b\n1\n1,2,3\n')).toEqual([['a', 'b'], ['1'], ['1', '2', '3']]);
  });

  it('leaves out empty lines, and counts them', async () => {
    expect((await linesOf('a\n\n  \n\r\nb\n')).map(({ line }) => line)).toEqual([1, 5]);
    expect(await linesOf('')).toEqual([]);
  });

  it('tells text that is not UTF-8, and NUL characters, line by line', async () => {
    const latin1 = Buffer.concat([Buffer.from('a\n'), Buffer.from([0xe9, 0x0a]), Buffer.from('\u0000\né\n')]);
    expect(await valuesOf(latin1)).toEqual([
      ['a'],
      { column: 'row', reason: 'is not valid UTF-8 text' },
      { column: 'row', reason: 'holds a NUL character' },
      ['é'],
    ]);
  });

  it('tells a line of 1 MB, and reads the ones around it', async () => {
    expect(await valuesOf(`a\n${'x'.repeat(1_000_000)}\nb\n`)).toEqual([
      ['a'],
      { column: 'row', reason: 'is longer than 100000 bytes' },
      ['b'],
    ]);
  });

  it('keeps a character whole that lies across two chunks of the file', async () => {
    // a chunk of a read stream has 65,536 bytes
    const before = 'x'.repeat(65_535);
    expect(await valuesOf(`${before}Ж\n`)).toEqual([[`${before}Ж`]]);
  });

  it('says where each line ends', async () => {
    expect((await linesOf('\uFEFFa\r\n\nЖ\nb')).map(({ end }) => end)).toEqual([6, 10, 11]);
  });

  it('passes over the lines that are done, but for the header', async () => {
    expect((await linesOf('a\n1\n"\n3\n', 3)).map(({ line, values, end }) => [line, values, end])).toEqual([
      [1, ['a'], 2],
      [4, ['3'], 8],
    ]);
  });
});
