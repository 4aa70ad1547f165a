// The `tirek` command, as it is typed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { beginTirek, cleanUp, Client, newHome, startSystem, tirek, type System } from './support/system.js';

jest.setTimeout(180_000);

const header =
  'cas_Name,cas_IncomingReferralDate,org_Type,org_Name,vic_TypeOfExploitation,ext_AgeGroupWhenTrafficked,prs_Gender,prs_Citizenship';
const row = (n: number, gender = 'Feminine'): string =>
  `REF-${n},2023-01-1${n % 10},NGO,Night Shelter ${n % 7},ForcedLabour,Adult,${gender},KG`;

function fileOf(rows: readonly string[]): string {
  const path = join(newHome(), 'cases.csv');
  writeFileSync(path, [header, ...rows].join('\n'));
  return path;
}

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(cleanUp);

describe('tirek token', () => {
  it('prints a token of a demonstration user, and nothing else', async () => {
    const { code, stdout, stderr } = await tirek(system.home, 'token', 'analyst');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it('says who there is when nobody has this name', async () => {
    const { code, stdout, stderr } = await tirek(system.home, 'token', 'nobody');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('there are police.osh, ');
  });

  it('says that there is no store', async () => {
    const home = newHome();
    expect(await tirek(home, 'token', 'police.osh')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(`There is no demonstration store in ${home}`),
    });
  });
});

describe('tirek import', () => {
  it('needs a system that runs, and a file', async () => {
    const home = newHome();
    expect(await tirek(home, 'import', fileOf([]))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Tirek does not run on ${home}`),
    });
    expect(await tirek(system.home, 'import', '/nowhere.csv')).toMatchObject({
      code: 1,
      stderr: 'There is no file /nowhere.csv.\n',
    });
  });

  it('reports what was taken, refused and corrected', async () => {
    const rows = [row(1), row(2), row(3)];
    const dry = await tirek(system.home, 'import', '--dry-run', '--source', 'Small', fileOf(rows));
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Dry run.*\n3 rows: 3 taken/) });
    const first = await tirek(system.home, 'import', '--source', 'Small', fileOf([...rows, row(4, 'Girl')]));
    expect(first.stdout).toContain(
      '4 rows: 3 taken, 0 unchanged, 0 corrected, 1 refused\n  line 5, prs_Gender: is none of',
    );
    const second = await tirek(system.home, 'import', '--source', 'Small', fileOf([row(1), row(2, 'Masculine')]));
    expect(second.stdout).toMatch(
      /2 rows: 0 taken, 1 unchanged, 1 corrected, 0 refused\n {2}line 3: KG-\S+ corrected \(prs_Gender\)/,
    );
    expect([first.code, second.code, first.stderr, second.stderr]).toEqual([0, 0, '', '']);
  });

  it('says which columns are wrong', async () => {
    const path = join(newHome(), 'wrong.csv');
    writeFileSync(path, header.replace('prs_Gender', 'Gender'));
    const { code, stdout, stderr } = await tirek(system.home, 'import', path);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/\/columns\/prs_Gender is missing[^]*\/columns\/Gender is not a column/);
  });

  it('goes on when the system was killed in the middle and started again', async () => {
    const rows = Array.from({ length: 6_000 }, (_, n) => row(n));
    const command = beginTirek(system.home, 'import', '--source', 'Large', fileOf(rows));
    await untilCases(500, 5_000);
    await system.kill();
    const crashed = system;
    system = await startSystem({ home: system.home });
    expect(system.pid).not.toBe(crashed.pid);
    expect(await command.end).toEqual({
      code: 0,
      stdout: '6000 rows: 6000 taken, 0 unchanged, 0 corrected, 0 refused\n',
      stderr: '',
    });
    const again = await tirek(system.home, 'import', '--source', 'Large', fileOf(rows));
    expect(again.stdout).toBe('6000 rows: 0 taken, 6000 unchanged, 0 corrected, 0 refused\n');
    const { body } = await new Client(system).get(
      'rapporteur',
      '/statistics?groupBy=year&from=2023-01-01&to=2023-12-31',
    );
    // three of them of the small file above
    expect(body.cells).toEqual([{ year: '2023', count: 6_003 }]);
  });
});

describe('tirek rebuild', () => {
  it.each(['case_file', 'members', 'caseload', 'coordination', 'statistics'])(
    'makes the same %s once more',
    async (name) => {
      const { code, stdout, stderr } = await tirek(system.home, 'rebuild', name);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^${name} rebuilt from \\d{4,} events: identical to what was live\\n$`));
    },
  );

  it('says which there are when there is none of this name', async () => {
    const { code, stdout, stderr } = await tirek(system.home, 'rebuild', 'gossip');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/there are case_file, members, .*caseload, coordination, statistics/);
  });
});

/** Waits until some cases were imported, and fails when there are too many to be in the middle. */
async function untilCases(least: number, most: number): Promise<void> {
  const client = new Client(system);
  for (;;) {
    const { body } = await client.get('rapporteur', '/statistics?groupBy=year&from=2023-01-01&to=2023-12-31');
    const count: number = body.cells[0]?.count ?? 0;
    expect(count).toBeLessThan(most);
    if (count >= least) return;
    await pause(20);
  }
}
