import { parkedReport, type Parked, type Skipped } from './parked.command.js';

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
