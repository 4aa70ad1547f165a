import { Alert, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { useMe } from '../app/session.js';
import { identificationStatuses } from '../codes.js';
import { OneOf } from '../components/choices.js';
import { DateField } from '../components/date-field.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode, useFormats } from '../i18n/index.js';
import { basisOf } from '../offline/basis.js';

type DecisionValues = {
  readonly status: string;
  readonly decidedOn: string;
  /** A code of the country, the name of one's own organisation, or `Other`. */
  readonly decidingBody: string;
  readonly otherBody: string;
  readonly ruleVersion: string;
  /** One on a line. */
  readonly reasons: string;
};

/** Her own word is recorded elsewhere: no body decides it. */
const decided = identificationStatuses.filter((status) => status !== 'DeclinedByPerson');

const reasonsOf = ({ reasons }: DecisionValues): string[] =>
  reasons
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Decides on the status of a person, or reconsiders it: what, when, who, under which rule, and why. */
export function DecisionForm({ file, etag }: { readonly file: CaseAnswer; readonly etag: string | undefined }) {
  const { t } = useTranslation(['identification', 'common']);
  const code = useCode();
  const back = useLeave(`/cases/${file.caseId}`);
  const { today, date } = useFormats();
  const { organisationId, roles } = useMe();
  const { decidingBodies } = useInstallation();
  const nameOf = useOrganisationName();
  const own = nameOf(organisationId);
  const last = file.decisions?.at(-1);
  const body = (values: DecisionValues) =>
    values.decidingBody === 'Other' ? values.otherBody.trim() : values.decidingBody;
  const unanswered = (what: string) => t('common:form.unanswered', { what });
  const form = useCommandForm<DecisionValues>({
    initial: {
      status: '',
      decidedOn: today(),
      decidingBody: roles.includes('commission-member') ? own : 'InternalAffairs',
      otherBody: '',
      ruleVersion: last?.ruleVersion ?? '',
      reasons: '',
    },
    draft: `decide ${file.caseId}`,
    basis: basisOf(file, etag, ['facts', 'status', 'decisions']),
    check: (values) => ({
      ...(values.status === '' ? { status: unanswered(t('decide.status')) } : {}),
      ...(values.decidedOn === '' ? { decidedOn: unanswered(t('decide.on')) } : {}),
      ...(values.decidedOn > today() ? { decidedOn: t('common:date.future') } : {}),
      ...(body(values) === '' ? { otherBody: unanswered(t('decide.otherBodyName')) } : {}),
      ...(values.ruleVersion.trim() === '' ? { ruleVersion: unanswered(t('decide.rule')) } : {}),
      ...(reasonsOf(values).length === 0 ? { reasons: unanswered(t('decide.reasons')) } : {}),
    }),
    write: (values) => ({
      path: `/cases/${file.caseId}/decisions`,
      body: {
        status: values.status,
        decidedOn: values.decidedOn,
        decidingBody: body(values),
        ruleVersion: values.ruleVersion.trim(),
        reasons: reasonsOf(values),
      },
      kind: 'kind.decision',
      chain: file.caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: file.caseNumber },
        { label: t('common:label.status'), value: code('identificationStatus', values.status) },
        { label: t('decide.on'), value: date(values.decidedOn) },
        { label: t('decide.body'), value: code('decidingBody', body(values)) },
        { label: t('decide.reasons'), value: reasonsOf(values).join(' ') },
      ],
    }),
    onSent: () => back(t('decide.done')),
    onQueued: () => back(t('common:form.keptOnDevice')),
  });
  const { values, errors } = form;
  return (
    <CommandFormFrame form={form} submit={t('decide.send')}>
      {last && (
        <Alert color="clay" variant="light">
          {t('decide.reconsider', { status: code('identificationStatus', last.status), date: date(last.decidedOn) })}
        </Alert>
      )}
      <OneOf
        name="status"
        label={t('decide.status')}
        error={errors['status']}
        required
        value={values.status}
        onChange={(value) => form.set('status', value)}
        options={decided
          .filter((status) => last === undefined || status !== file.status)
          .map((value) => ({ value, label: code('identificationStatus', value) }))}
      />
      <DateField
        name="decidedOn"
        label={t('decide.on')}
        error={errors['decidedOn']}
        required
        recent
        value={values.decidedOn}
        onChange={(value) => form.set('decidedOn', value)}
      />
      <NativeSelect
        id="decidingBody"
        label={t('decide.body')}
        error={errors['decidingBody']}
        withAsterisk
        value={values.decidingBody}
        onChange={({ currentTarget }) => form.set('decidingBody', currentTarget.value)}
        data={[
          { value: own, label: own },
          ...decidingBodies.map((value) => ({ value, label: code('decidingBody', value) })),
          { value: 'Other', label: t('decide.otherBody') },
        ]}
      />
      {values.decidingBody === 'Other' && (
        <TextInput
          id="otherBody"
          label={t('decide.otherBodyName')}
          error={errors['otherBody']}
          withAsterisk
          value={values.otherBody}
          onChange={({ currentTarget }) => form.set('otherBody', currentTarget.value)}
          maxLength={200}
        />
      )}
      <TextInput
        id="ruleVersion"
        label={t('decide.rule')}
        description={t('decide.ruleHint')}
        error={errors['ruleVersion']}
        withAsterisk
        value={values.ruleVersion}
        onChange={({ currentTarget }) => form.set('ruleVersion', currentTarget.value)}
        maxLength={64}
      />
      <Textarea
        id="reasons"
        label={t('decide.reasons')}
        description={t('decide.reasonsHint')}
        error={errors['reasons']}
        withAsterisk
        value={values.reasons}
        onChange={({ currentTarget }) => form.set('reasons', currentTarget.value)}
        maxLength={8000}
      />
    </CommandFormFrame>
  );
}
