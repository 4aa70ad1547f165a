import { jest } from '@jest/globals';
import { readersProjection } from '#audit';
import { caseFileProjection } from '#case-file';
import { caseloadProjection } from '#caseload';
import { readConfiguration } from '#configuration';
import { coordinationProjection } from '#coordination';
import { membersProjection } from '#members';
import { noticesProjection } from '#notices';
import { statisticsProjection } from '#statistics';
import { listParked, parkedReport, projections, type Parked, type Skipped } from './parked.command.js';

const parked: Parked[] = [
  {
    id: '0b0e7a52-7f66-5c9c-8b4f-000000000002',
    stream: 'case-1',
    type: 'StatusDecided',
    reason: null,
    parkedAt: '2026-11-22T10:00:01.000002Z',
  },
  {
    id: '0b0e7a52-7f66-5c9c-8b4f-000000000001',
    stream: 'case-1',
    type: 'CaseAssigned',
    reason: 'RangeError',
    parkedAt: '2026-11-22T10:00:00.000001Z',
  },
  {
    id: '0b0e7a52-7f66-5c9c-8b4f-000000000003',
    place: 'tirek/2@17',
    reason: 'not JSON',
    parkedAt: '2026-11-22T09:00:00.000001Z',
  },
];
const skipped: Skipped[] = [
  {
    id: '0b0e7a52-7f66-5c9c-8b4f-000000000004',
    stream: 'case-2',
    type: 'CaseClosed',
    reason: 'entered twice',
    skippedBy: 'admin',
    skippedAt: '2026-11-21T08:00:00.000001Z',
  },
];

describe('tirek parked', () => {
  it('knows every projection', () => {
    const all = [
      caseFileProjection,
      membersProjection,
      caseloadProjection('KG'),
      coordinationProjection('KG'),
      statisticsProjection('UTC'),
      readersProjection,
      noticesProjection,
    ];
    expect(projections).toEqual(all.map(({ name }) => name));
  });

  describe('without a name', () => {
    const before = { ...process.env };
    let said: string[];
    const answered = (there: readonly string[], otherwise = 404) => {
      jest.spyOn(globalThis, 'fetch').mockImplementation((url) => {
        const name = /^http:\/\/tirek\.example\/api\/v1\/projections\/(\w+)\/(parked|skipped)\?/.exec(
          url as string,
        )?.[1];
        const answer = there.includes(name ?? '')
          ? Response.json({ items: [], nextCursor: null })
          : Response.json({ title: 'No', detail: 'not so' }, { status: otherwise });
        return Promise.resolve(answer);
      });
    };
    const list = () => listParked(undefined, readConfiguration({}));

    beforeEach(() => {
      said = [];
      Object.assign(process.env, { TIREK_URL: 'http://tirek.example', TIREK_TOKEN: 'token' });
      jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    });
    afterEach(() => {
      process.env = { ...before };
      jest.restoreAllMocks();
    });

    it('asks for each by its name, and passes over those that are not there', async () => {
      answered(['case_file', 'caseload', 'statistics']);
      expect(await list()).toBe(0);
      expect(said).toEqual([
        'case_file: nothing is parked\n',
        'caseload: nothing is parked\n',
        'statistics: nothing is parked\n',
      ]);
    });

    it('says so when none is there, or one cannot be asked', async () => {
      answered([]);
      await expect(list()).rejects.toThrow('There is no projection at http://tirek.example/api/v1.');
      answered(['case_file'], 403);
      await expect(list()).rejects.toThrow('No: not so');
    });
  });

  it('says so when there is nothing', () => {
    expect(parkedReport('caseload', [], [])).toEqual(['caseload: nothing is parked']);
  });

  it('lists the causes, counts what waits behind them, and says what can be done', () => {
    expect(parkedReport('caseload', parked, []).join('\n')).toBe(`caseload: 3 parked

  ID                                    TYPE          STREAM      SINCE                 REASON
  0b0e7a52-7f66-5c9c-8b4f-000000000001  CaseAssigned  case-1      2026-11-22T10:00:00Z  RangeError
  0b0e7a52-7f66-5c9c-8b4f-000000000003  unreadable    tirek/2@17  2026-11-22T09:00:00Z  not JSON
  1 later event waits behind them

  When the cause is mended:  tirek retry caseload
  To do without an event:    tirek skip caseload ID --reason "..."
`);
  });

  it('lists what is left out by decision: who, when and why', () => {
    expect(parkedReport('caseload', [], skipped).join('\n')).toBe(`caseload: nothing is parked
caseload: 1 left out by decision

  ID                                    TYPE        STREAM  SINCE                 BY     REASON
  0b0e7a52-7f66-5c9c-8b4f-000000000004  CaseClosed  case-2  2026-11-21T08:00:00Z  admin  entered twice
`);
  });
});
