import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Page } from '../../components/page.js';
import { Panel } from '../../components/panel.js';
import { LoadedCase } from '../loaded-case.js';
import { ChildFacts } from '../parts/child-part.js';
import { ConsentsPanel } from './consents-panel.js';
import { ExclusionsPanel } from './exclusions-panel.js';
import { LinkButton } from './link-button.js';
import { RequestsPanel } from './requests-panel.js';
import { TransfersPanel } from './transfers-panel.js';

/** What she agreed to and whom she keeps out, how a child was heard, what she was told and what she asked. */
export function ConsentsPage() {
  const { t } = useTranslation('case');
  return (
    <LoadedCase>
      {(file) => (
        <Page title={t('consents.pageTitle')} lead={file.caseNumber} narrow>
          <ConsentsPanel file={file} />
          <ExclusionsPanel file={file} />
          <Child file={file} />
          <TransfersPanel file={file} />
          <RequestsPanel file={file} />
        </Page>
      )}
    </LoadedCase>
  );
}

/** Who is or may be a child is heard, whatever her protection rests on. */
function Child({ file }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  if (file.facts === undefined || file.facts.ageGroup === 'Adult') return null;
  return (
    <Panel title={t('child.title')}>
      {file.child === undefined ? <Text mb="sm">{t('child.notHeard')}</Text> : <ChildFacts child={file.child} />}
      <LinkButton to={`/cases/${file.caseId}/views`}>{t('child.hear')}</LinkButton>
    </Panel>
  );
}
