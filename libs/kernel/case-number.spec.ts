import { randomUUID } from 'node:crypto';
import { caseNumber, caseNumberBeginning } from './ids.js';

describe('what people type of a case number', () => {
  it.each([
    ['KG-7F3K-9QXD-2M', 'KG-7F3K-9QXD-2M'],
    ['kg7f3k9qxd2m', 'KG-7F3K-9QXD-2M'],
    ['kg 7f3k 9', 'KG-7F3K-9'],
    ['kg-7f3k', 'KG-7F3K'],
    ['kg-', 'KG'],
    ['K', 'K'],
    ['kg-oil7', 'KG-0117'],
  ])('%s finds %s', (typed, beginning) => {
    expect(caseNumberBeginning(typed)).toBe(beginning);
  });

  it('finds every case number by every beginning of it', () => {
    const number = caseNumber('KG', randomUUID());
    for (let length = 1; length <= number.length; length += 1) {
      expect(number.startsWith(caseNumberBeginning(number.slice(0, length).toLowerCase()))).toBe(true);
    }
  });
});
