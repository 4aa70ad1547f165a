import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Page } from '../../components/page.js';
import { CommandFormFrame } from '../../form/command-form.js';
import { DayField } from '../../form/day-field.js';
import { useCommandForm } from '../../form/use-command-form.js';
import { useFormats } from '../../i18n/index.js';
import { ChildFields } from '../../identification/child-fields.js';
import { checkChild, childViewsWrite, notHeardYet, type ChildValues } from '../../identification/child-values.js';
import { useAnswers } from '../../identification/use-answers.js';
import { useComplaints } from '../../identification/use-complaints.js';
import { LoadedCase } from '../loaded-case.js';
import { useDone } from './use-done.js';

/** A child was heard. */
export function ChildViewsPage() {
  const { t } = useTranslation('case');
  return (
    <LoadedCase>
      {(file) => (
        <Page title={t('child.hear')} lead={file.caseNumber} narrow>
          <ChildViewsForm file={file} />
        </Page>
      )}
    </LoadedCase>
  );
}

function ChildViewsForm({ file }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation(['case', 'identification']);
  const { today, date } = useFormats();
  const answers = useAnswers();
  const { required } = useComplaints({
    assent: t('identification:child.assent'),
    'guardian.suspected': t('identification:child.suspected'),
  });
  const { done, queued } = useDone(file.caseId);
  const form = useCommandForm<ChildValues & { readonly on: string }>({
    initial: { ...notHeardYet(), on: today() },
    draft: `child ${file.caseId}`,
    check: (values) => checkChild(values, required),
    write: (values) => ({
      ...childViewsWrite(file.caseId, values, values.on),
      kind: 'kind.childViews',
      chain: file.caseId,
      summary: [...answers.child(values), { label: t('child.on'), value: date(values.on) }],
    }),
    onSent: () => done(t('child.done')),
    onQueued: queued,
  });
  return (
    <CommandFormFrame form={form} submit={t('child.send')}>
      <ChildFields form={form} />
      <DayField form={form} label={t('child.on')} />
    </CommandFormFrame>
  );
}
