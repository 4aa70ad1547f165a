import { plainToInstance } from 'class-transformer';
import { Validator } from 'class-validator';
import { StatisticsRequest } from './statistics.requests.js';

describe('a question to the statistics', () => {
  const problemsOf = (query: object) =>
    new Validator()
      .validateSync(plainToInstance(StatisticsRequest, query), { whitelist: true, forbidNonWhitelisted: true })
      .map(({ property }) => property);

  it.each([
    [{}, []],
    [{ groupBy: '' }, []],
    [{ groupBy: 'gender,month', from: '2026-01-01', knownAt: '2026-01-01', unit: 'decision' }, []],
    [{ knownAt: '2026-01-01T10:00:00+06:00' }, []],
    [{ groupBy: 'name' }, ['groupBy']],
    [{ groupBy: 'gender,' }, ['groupBy']],
    [{ groupBy: `gender"; DROP TABLE x` }, ['groupBy']],
    [{ groupBy: 'constructor' }, ['groupBy']],
    [{ groupBy: 'gender,gender' }, ['groupBy']],
    [{ groupBy: { a: 'gender' } }, ['groupBy']],
    [{ unit: 'person' }, ['unit']],
    [{ from: '2026-02-30' }, ['from']],
    [{ to: 'today' }, ['to']],
    [{ knownAt: '2026-01-01T25:00:00Z' }, ['knownAt']],
    [{ knownAt: '2026-01-01T10:00:00' }, ['knownAt']],
    [{ knownAt: '0001-01-01' }, ['knownAt']],
    [{ group: 'gender' }, ['group']],
  ])('%j has these wrong: %j', (query, wrong) => {
    expect(problemsOf(query)).toEqual(wrong);
  });
});
