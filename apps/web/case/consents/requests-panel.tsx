import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, SubjectRequestPage } from '../../api/answers.js';
import { get } from '../../api/client.js';
import { useMe } from '../../app/session.js';
import { Loading } from '../../components/loading.js';
import { Panel } from '../../components/panel.js';
import { ProblemMessage } from '../../components/problem-message.js';
import { SubjectRequest } from '../../protection/subject-request.js';
import { LinkButton } from './link-button.js';

/** What she asked about her own data: only who holds the case records it and answers. */
export function RequestsPanel({ file: { caseId, holder } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const { organisationId } = useMe();
  if (holder !== organisationId) return null;
  return (
    <Panel title={t('requests.panel')}>
      <Requests caseId={caseId} />
      <Group gap="xs" mt="sm">
        <LinkButton to={`/cases/${caseId}/requests/new`}>{t('requests.receive')}</LinkButton>
        <LinkButton to={`/cases/${caseId}/sheet`}>{t('step.sheet')}</LinkButton>
      </Group>
    </Panel>
  );
}

function Requests({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation('case');
  const { data, error, refetch } = useQuery({
    queryKey: ['case', caseId, 'requests'],
    queryFn: async ({ signal }) =>
      (await get<SubjectRequestPage>('/subject-requests', { parameters: { caseId, limit: 200 }, signal })).data.items,
  });
  if (error) return <ProblemMessage error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  if (data.length === 0) return <Text>{t('requests.none')}</Text>;
  return data.map((request) => <SubjectRequest key={request.requestId} request={request} officer={false} />);
}
