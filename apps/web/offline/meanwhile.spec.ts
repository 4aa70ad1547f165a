import type { TimelineEntry } from '../api/answers.js';
import { fieldSince } from './meanwhile.js';

const corrected = (detail: Record<string, string | string[]>): TimelineEntry => ({
  type: 'IdentificationCorrected',
  occurredAt: '2026-11-22',
  recordedAt: '2026-11-22T08:00:00Z',
  detail,
});

it('tells what became of a corrected field: its newest codes, that it changed, or that it did not', () => {
  const since = [
    corrected({ fields: ['region', 'phone'], 'before.region': 'KG-GO', 'after.region': 'KG-O' }),
    corrected({ fields: ['region'], 'before.region': 'KG-O', 'after.region': 'KG-C' }),
    corrected({ fields: ['exploitation'], 'after.exploitation': ['ForcedLabour', 'Unknown'] }),
    { type: 'CaseAssigned', occurredAt: '2026-11-22', recordedAt: '2026-11-22T09:00:00Z' },
  ];
  expect(fieldSince('region', since)).toEqual({ codes: ['KG-C'] });
  expect(fieldSince('exploitation', since)).toEqual({ codes: ['ForcedLabour', 'Unknown'] });
  expect(fieldSince('person.phone', since)).toBe('Changed');
  expect(fieldSince('gender', since)).toBe('Unchanged');
});
