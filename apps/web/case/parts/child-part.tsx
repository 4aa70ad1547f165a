import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ChildAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { SummaryList } from '../../components/summary-list.js';
import { useCode } from '../../i18n/index.js';

/** How a child was heard, and who answers for her. */
export function ChildPart({ file: { child } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  if (child === undefined) return null;
  return (
    <Panel title={t('child.title')}>
      <ChildFacts child={child} />
    </Panel>
  );
}

/** The same without a heading of its own. */
export function ChildFacts({ child: { assent, views, guardian } }: { readonly child: ChildAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  return (
    <>
      {guardian?.suspected && (
        <Alert color="red" variant="light" mb="sm">
          {t('child.suspected')}
        </Alert>
      )}
      <SummaryList
        rows={[
          { label: t('child.assent'), value: code('assent', assent) },
          ...(views === undefined ? [] : [{ label: t('child.views'), value: views }]),
          ...(guardian === undefined
            ? []
            : [
                {
                  label: t('child.guardian'),
                  value: [guardian.name, code('guardianKind', guardian.kind)].filter(Boolean).join(' · '),
                },
              ]),
        ]}
      />
    </>
  );
}
