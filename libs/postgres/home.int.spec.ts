import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartRefused, holderOfHome, takeHome } from './index.js';

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tirek-spec-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
const newHome = (): string => join(folder, String((count += 1)), 'home');

/** Takes the folder in another process; resolves with what that process said, and the process. */
const takeElsewhere = async (home: string, then = 'setInterval(() => {}, 1000)') => {
  const program = `
    const { takeHome } = await import(${JSON.stringify(join(here, 'home.ts'))});
    try {
      takeHome(${JSON.stringify(home)}).announce('http://127.0.0.1:1234');
      console.log('taken');
      ${then};
    } catch (error) {
      console.log(error.message);
    }`;
  const child = spawn(
    process.execPath,
    ['--import', join(here, '../../test/support/typescript.mjs'), '--input-type=module', '-e', program],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data) => resolve(String(data).trim())),
  );
  return { said, child };
};

describe('the data folder of one Tirek', () => {
  it('is made when missing, held once, and given back', () => {
    const home = newHome();
    expect(holderOfHome(home)).toBeUndefined();
    const taken = takeHome(home);
    expect(holderOfHome(home)).toEqual({ pid: process.pid, url: undefined });
    expect(() => takeHome(home)).toThrow(
      new StartRefused(`Tirek is already running on this folder (process ${process.pid}).`),
    );
    taken.announce('http://127.0.0.1:3000');
    expect(() => takeHome(home)).toThrow(/\(process \d+, http:\/\/127\.0\.0\.1:3000\)/);
    expect(holderOfHome(home)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:3000' });
    taken.release();
    expect(holderOfHome(home)).toBeUndefined();
    expect(readdirSync(home)).toEqual([]);
    takeHome(home).release();
  });

  it('is refused while another process holds it, and taken over when that one was killed', async () => {
    const home = newHome();
    const { said, child } = await takeElsewhere(home);
    expect(said).toBe('taken');
    expect(() => takeHome(home)).toThrow(`(process ${child.pid}, http://127.0.0.1:1234)`);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(existsSync(join(home, 'tirek.lock'))).toBe(true);
    const taken = takeHome(home);
    expect(holderOfHome(home)?.pid).toBe(process.pid);
    taken.release();
  });

  it('is not held by a process that merely has the number of the holder', () => {
    const home = newHome();
    takeHome(home).release();
    writeFileSync(join(home, 'tirek.lock'), JSON.stringify({ pid: process.pid, started: 'long ago' }));
    expect(holderOfHome(home)).toBeUndefined();
    takeHome(home).release();
  });

  it('is taken over from a lock that a crash of the machine cut short', () => {
    const home = newHome();
    takeHome(home).release();
    writeFileSync(join(home, 'tirek.lock'), '');
    const taken = takeHome(home);
    expect(JSON.parse(readFileSync(join(home, 'tirek.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    taken.release();
  });

  it('goes to one of several that start at once on a stale lock', async () => {
    const home = newHome();
    takeHome(home).release();
    writeFileSync(join(home, 'tirek.lock'), JSON.stringify({ pid: process.pid, started: 'long ago' }));
    const all = await Promise.all([1, 2, 3, 4].map(() => takeElsewhere(home)));
    for (const { child } of all) child.kill('SIGKILL');
    expect(all.filter(({ said }) => said === 'taken')).toHaveLength(1);
    expect(all.filter(({ said }) => said.startsWith('Tirek is already running on this folder'))).toHaveLength(3);
  });

  it('is refused in one sentence when it cannot be written', () => {
    const home = newHome();
    writeFileSync(dirname(home), '');
    expect(() => takeHome(home)).toThrow(StartRefused);
    expect(() => takeHome(home)).toThrow(`Tirek cannot write in its data folder ${home} (ENOTDIR)`);
  });
});
