import * as fc from 'fast-check';
import { given } from '../../kernel/decider.testing.js';
import { anyId, holdsForAnyHistory, id } from '../any-history.testing.js';
import {
  exportDecider,
  exportEvents,
  exportPurposes,
  type ApproveExport,
  type ExportCommand,
  type ExportEvent,
  type RequestExport,
  type TakeExport,
} from './index.js';

const [exportId, organisationId] = [id(1), id(2)];
const now = '2026-03-10T12:00:00.000Z';
const request: RequestExport = {
  type: 'RequestExport',
  exportId,
  organisationId,
  user: 'police.osh',
  purpose: 'Reporting',
};
const approve: ApproveExport = { type: 'ApproveExport', organisationId, user: 'police.supervisor', now };
const take: TakeExport = { type: 'TakeExport', organisationId, user: 'police.osh', now };
const requested: ExportEvent = {
  type: 'ExportRequested',
  data: { exportId, organisationId, requestedBy: 'police.osh', purpose: 'Reporting' },
};
const approved: ExportEvent = {
  type: 'ExportApproved',
  data: { exportId, organisationId, approvedBy: 'police.supervisor', until: '2026-03-11T12:00:00.000Z' },
};
const taken: ExportEvent = { type: 'ExportTaken', data: { exportId, organisationId } };

describe('an export', () => {
  it('is asked for once', () => {
    given(exportDecider, []).when(request).then([requested]);
    given(exportDecider, [requested]).when(request).refused('wrong-state');
  });

  it('is approved by a second person of the organisation, once', () => {
    const once = given(exportDecider, [requested]);
    once.when(approve).then([approved]);
    once.when({ ...approve, user: 'police.osh' }).refused('rule');
    once.when({ ...approve, organisationId: id(3) }).refused('unknown-item');
    given(exportDecider, []).when(approve).refused('unknown-item');
    given(exportDecider, [requested, approved]).when(approve).refused('wrong-state');
  });

  it('is taken by who asked, when approved, within a day, once', () => {
    given(exportDecider, [requested, approved]).when(take).then([taken]);
    given(exportDecider, []).when(take).refused('unknown-item');
    given(exportDecider, [requested]).when(take).refused('wrong-state');
    const ready = given(exportDecider, [requested, approved]);
    ready.when({ ...take, user: 'police.supervisor' }).refused('wrong-state');
    ready.when({ ...take, organisationId: id(3) }).refused('unknown-item');
    ready.when({ ...take, now: '2026-03-11T12:00:00.000Z' }).refused('wrong-state');
    given(exportDecider, [requested, approved, taken]).when(take).refused('wrong-state');
  });
});

const who = { organisationId: anyId, user: fc.constantFrom('a', 'b') };
const instant = fc.constantFrom(now, '2026-03-11T13:00:00.000Z');
const anyCommand: fc.Arbitrary<ExportCommand> = fc.oneof(
  fc.record({
    type: fc.constant('RequestExport' as const),
    exportId: anyId,
    purpose: fc.constantFrom(...exportPurposes),
    ...who,
  }),
  fc.record({ type: fc.constant('ApproveExport' as const), now: instant, ...who }),
  fc.record({ type: fc.constant('TakeExport' as const), now: instant, ...who }),
);

describe('any history of an export', () => {
  it('is taken only after two people', () =>
    holdsForAnyHistory(exportDecider, exportEvents, anyCommand, (history) => {
      expect([
        '',
        'ExportRequested',
        'ExportRequested,ExportApproved',
        'ExportRequested,ExportApproved,ExportTaken',
      ]).toContain(history.map(({ type }) => type).join(','));
      const [first, second] = history;
      if (first?.type === 'ExportRequested' && second?.type === 'ExportApproved') {
        expect(first.data.requestedBy).not.toBe(second.data.approvedBy);
      }
    }));
});
