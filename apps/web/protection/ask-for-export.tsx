import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../components/announcer.js';
import { OneOf } from '../components/choices.js';
import type { FieldErrors } from '../components/error-summary.js';
import { Panel } from '../components/panel.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useCode } from '../i18n/index.js';

const purposes = ['CaseManagement', 'Reporting', 'Audit'] as const;

/** Asks for a copy of the organisation's cases, and says what for. */
export function AskForExport({ onDone }: { onDone(): void }) {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const announce = useAnnounce();
  const form = useCommandForm({
    initial: { purpose: '' },
    check: ({ purpose }): FieldErrors => (purpose === '' ? { purpose: t('common:form.choose') } : {}),
    write: (body) => ({
      path: '/exports',
      body,
      kind: 'kind.export',
      summary: [{ label: t('exports.purpose'), value: code('exportPurpose', body.purpose) }],
    }),
    onSent() {
      announce(t('exports.asked'));
      onDone();
    },
    onQueued() {
      announce(t('common:form.keptOnDevice'));
      onDone();
    },
  });
  return (
    <Panel title={t('exports.ask')}>
      <CommandFormFrame form={form} submit={t('exports.ask')} onCancel={onDone}>
        <OneOf
          name="purpose"
          label={t('exports.purpose')}
          hint={t('exports.what')}
          error={form.errors['purpose']}
          options={purposes.map((value) => ({ value, label: code('exportPurpose', value) }))}
          value={form.values.purpose}
          onChange={(purpose) => form.set('purpose', purpose)}
          required
        />
      </CommandFormFrame>
    </Panel>
  );
}
