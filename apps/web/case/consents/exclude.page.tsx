import { Alert, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import type { FieldErrors } from '../../components/error-summary.js';
import { Page } from '../../components/page.js';
import { useOrganisationName, useOrganisations } from '../../directory/use-organisations.js';
import { CommandFormFrame } from '../../form/command-form.js';
import { DayField } from '../../form/day-field.js';
import { useCommandForm } from '../../form/use-command-form.js';
import { useFormats } from '../../i18n/index.js';
import { LoadedCase } from '../loaded-case.js';
import { useDone } from './use-done.js';

/** She does not want an organisation, or one officer of it, to see her file. */
export function ExcludePage() {
  const { t } = useTranslation('case');
  return (
    <LoadedCase>
      {(file) => (
        <Page title={t('exclude.title')} lead={file.caseNumber} narrow>
          <ExcludeForm file={file} />
        </Page>
      )}
    </LoadedCase>
  );
}

function ExcludeForm({ file }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation(['case', 'common']);
  const { today, date } = useFormats();
  const organisations = useOrganisations();
  const nameOf = useOrganisationName();
  const { done, queued } = useDone(file.caseId);
  const form = useCommandForm({
    initial: { organisationId: '', user: '', on: today() },
    check: ({ organisationId }): FieldErrors =>
      organisationId === ''
        ? { organisationId: t('common:form.unanswered', { what: t('common:label.organisation') }) }
        : {},
    write: ({ organisationId, user, on }) => ({
      path: `/cases/${file.caseId}/exclusions`,
      body: { organisationId, on, ...(user.trim() === '' ? {} : { user: user.trim() }) },
      kind: 'kind.exclusion',
      chain: file.caseId,
      summary: [
        { label: t('common:label.organisation'), value: nameOf(organisationId) },
        ...(user.trim() === '' ? [] : [{ label: t('exclude.user'), value: user.trim() }]),
        { label: t('withdraw.on'), value: date(on) },
      ],
    }),
    onSent: () => done(t('exclude.done')),
    onQueued: queued,
  });
  const { organisationId, user } = form.values;
  return (
    <CommandFormFrame form={form} submit={t('exclude.send')} danger>
      <NativeSelect
        id="organisationId"
        label={t('common:label.organisation')}
        error={form.errors['organisationId']}
        withAsterisk
        value={organisationId}
        onChange={({ currentTarget }) => form.set('organisationId', currentTarget.value)}
        data={[
          { value: '', label: t('common:action.choose') },
          ...organisations.map(({ organisationId: value, name }) => ({ value, label: name })),
        ]}
        maw="28rem"
      />
      <TextInput
        id="user"
        label={`${t('exclude.user')} (${t('common:form.optional')})`}
        description={t('exclude.userHint')}
        error={form.errors['user']}
        value={user}
        onChange={({ currentTarget }) => form.set('user', currentTarget.value)}
        maxLength={128}
        autoComplete="off"
        maw="28rem"
      />
      <DayField form={form} label={t('withdraw.on')} />
      <Alert color="clay" variant="light">
        {t('exclude.effect')}
      </Alert>
    </CommandFormFrame>
  );
}
