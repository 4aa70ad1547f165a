import { keysReport } from './keys.command.js';

const where = { masterKeyFile: '/keys/master.key', home: '/data' };
const keys = { since: '2026-11-21T00:00:00.000Z', until: '2026-11-22T00:00:00.000Z', ending: 0, toRewrap: 0 };

describe('what tirek keys says', () => {
  it('names the period, and what must be kept', () => {
    const report = keysReport(keys, where).join('\n');
    for (const part of [keys.since, keys.until, where.masterKeyFile, '/data/keys', 'is final']) {
      expect(report).toContain(part);
    }
  });

  it('tells of a rotation that is not over', () => {
    const report = keysReport({ ...keys, ending: 1, toRewrap: 12 }, where).join('\n');
    expect(report).toContain('1 former periods are ending, 12 keys are to be wrapped anew.');
    expect(report).not.toContain('is final');
  });
});
