import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, MemberItem } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { LoadedCase } from '../case/loaded-case.js';
import type { FieldErrors } from '../components/error-summary.js';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { ProblemMessage } from '../components/problem-message.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode } from '../i18n/index.js';
import { usePages } from '../list/use-pages.js';
import { basisOf } from '../offline/basis.js';

/** Gives a case to a colleague. */
export function AssignPage() {
  const { t } = useTranslation('identification');
  return (
    <LoadedCase>
      {(file, etag) => (
        <Page title={t('assign.title')} lead={file.caseNumber} narrow>
          <Colleagues file={file} etag={etag} />
        </Page>
      )}
    </LoadedCase>
  );
}

function Colleagues({ file, etag }: { readonly file: CaseAnswer; readonly etag: string | undefined }) {
  const { t } = useTranslation('identification');
  const { organisationId } = useMe();
  const members = usePages<MemberItem>(`/organisations/${organisationId}/members`, { limit: 200 }, { live: false });
  if (members.isPending) return <Loading />;
  if (members.isError) return <ProblemMessage error={members.error} onRetry={() => void members.refetch()} />;
  if (members.items.length === 0) return <Empty title={t('assign.nobody')} hint={t('assign.nobodyHint')} />;
  return <AssignForm file={file} etag={etag} members={members.items} />;
}

function AssignForm({
  file,
  etag,
  members,
}: {
  readonly file: CaseAnswer;
  readonly etag: string | undefined;
  readonly members: readonly MemberItem[];
}) {
  const { t } = useTranslation(['identification', 'common']);
  const { user: me } = useMe();
  const code = useCode();
  const back = useLeave(`/cases/${file.caseId}`);
  const form = useCommandForm<{ readonly assignee: string }>({
    initial: { assignee: file.assignee === undefined && members.some(({ user }) => user === me) ? me : '' },
    basis: basisOf(file, etag, ['holder', 'assignee']),
    check: ({ assignee }): FieldErrors => (assignee === '' ? { assignee: t('common:form.required') } : {}),
    write: ({ assignee }) => ({
      path: `/cases/${file.caseId}/assignments`,
      body: { assignee },
      kind: 'kind.assignment',
      chain: file.caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: file.caseNumber },
        { label: t('common:label.assignee'), value: assignee },
      ],
    }),
    onSent: (_, { assignee }) => back(t('assign.done', { assignee })),
    onQueued: () => back(t('common:form.keptOnDevice')),
  });
  return (
    <CommandFormFrame form={form} submit={t('assign.send')}>
      {file.assignee !== undefined && <Text>{t('assign.now', { assignee: file.assignee })}</Text>}
      <NativeSelect
        id="assignee"
        label={t('assign.to')}
        error={form.errors['assignee']}
        withAsterisk
        value={form.values.assignee}
        onChange={({ currentTarget }) => form.set('assignee', currentTarget.value)}
        data={[
          { value: '', label: t('common:action.choose') },
          ...members
            .filter(({ user }) => user !== file.assignee)
            .map(({ user, roles }) => ({
              value: user,
              label: `${user} · ${roles.map((role) => code('role', role)).join(', ')}`,
            })),
        ]}
        maw="24rem"
      />
    </CommandFormFrame>
  );
}
