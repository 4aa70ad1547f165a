import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { LoadedCase } from '../case/loaded-case.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode, useFormats, type CodeList } from '../i18n/index.js';
import { basisOf } from '../offline/basis.js';
import type { EnteredRow } from '../offline/entry.js';
import { CountriesField } from './countries-field.js';
import {
  AgeGroupField,
  CitizenshipsField,
  EntryChannelField,
  ExploitationField,
  GenderField,
  IdentifiedOnField,
  RegionField,
} from './fact-fields.js';
import { changedFacts, changedPerson, correctionStart, factNames, type CorrectionValues } from './correction-values.js';
import { checkFacts, checkPerson, personFields } from './fact-values.js';
import { PersonFields } from './person-fields.js';
import { useAnswers } from './use-answers.js';
import { useComplaints } from './use-complaints.js';

/** Puts right what was logged; what was said before is kept. */
export function CorrectPage() {
  return <LoadedCase>{(file, etag) => <CorrectForm file={file} etag={etag} />}</LoadedCase>;
}

/** The facts that are said in codes of a list. */
const lists: Readonly<Record<string, CodeList>> = {
  entryChannel: 'entryChannel',
  region: 'region',
  ageGroup: 'ageGroup',
  gender: 'gender',
  exploitation: 'exploitation',
};

function CorrectForm({ file, etag }: { readonly file: CaseAnswer; readonly etag: string | undefined }) {
  const { t } = useTranslation(['identification', 'common']);
  const { today } = useFormats();
  const code = useCode();
  const answers = useAnswers();
  const complaints = useComplaints();
  const { caseId, caseNumber } = file;
  const summaryOf = (values: CorrectionValues, before: CorrectionValues): EnteredRow[] => [
    { label: t('common:label.caseNumber'), value: caseNumber },
    ...factNames
      .filter((field) => field in changedFacts(values, before))
      .map((field) => ({
        label: code('field', field),
        value: answers.fact[field](values),
        before: answers.fact[field](before),
        field,
        ...(lists[field] ? { list: lists[field] } : {}),
      })),
    ...personFields
      .filter((field) => field in (changedPerson(values, before) ?? {}))
      .map((field) => ({
        label: code('field', field),
        value: values[`person.${field}`],
        before: before[`person.${field}`],
        field: `person.${field}`,
      })),
    ...(values.narrative === before.narrative
      ? []
      : [{ label: code('field', 'narrative'), value: values.narrative, before: before.narrative, field: 'narrative' }]),
    ...(values.reason.trim() === '' ? [] : [{ label: t('common:label.reason'), value: values.reason.trim() }]),
  ];
  const back = useLeave(`/cases/${caseId}`);
  const form = useCommandForm<CorrectionValues>({
    initial: correctionStart(file),
    draft: `correct ${caseId}`,
    basis: basisOf(file, etag, ['facts', 'person', 'narrative']),
    check: (values, before) => ({
      ...checkFacts(values, today(), complaints),
      ...checkPerson(values, today(), complaints),
      ...(summaryOf({ ...values, reason: '' }, before).length === 1 ? { reason: t('correct.nothing') } : {}),
    }),
    write: (values, before) => {
      const person = changedPerson(values, before);
      return {
        path: `/cases/${caseId}/corrections`,
        body: {
          ...changedFacts(values, before),
          ...(person ? { person } : {}),
          ...(values.narrative.trim() === before.narrative.trim() || values.narrative.trim() === ''
            ? {}
            : { narrative: values.narrative.trim() }),
          ...(values.reason.trim() === '' ? {} : { reason: values.reason.trim() }),
        },
        kind: 'kind.correction',
        chain: caseId,
        summary: summaryOf(values, before),
      };
    },
    onSent: () => back(t('correct.done')),
    onQueued: () => back(t('common:form.keptOnDevice')),
  });
  const { values, errors } = form;
  const optional = (label: string) => `${label} (${t('common:form.optional')})`;
  return (
    <Page title={t('correct.title')} lead={`${caseNumber}. ${t('correct.lead')}`} narrow>
      <CommandFormFrame form={form} submit={t('correct.send')}>
        <EntryChannelField form={form} />
        <IdentifiedOnField form={form} />
        <RegionField form={form} />
        <div>
          <AgeGroupField form={form} />
          <GenderField form={form} />
        </div>
        <CitizenshipsField form={form} />
        <ExploitationField form={form} />
        <CountriesField
          name="countriesOfExploitation"
          label={optional(code('field', 'countriesOfExploitation'))}
          error={errors['countriesOfExploitation']}
          value={values.countriesOfExploitation}
          onChange={(value) => form.set('countriesOfExploitation', value)}
        />
        <Panel title={t('identify.more')}>
          <p>{t('correct.personHint')}</p>
          <PersonFields form={form} />
          <Textarea
            id="narrative"
            label={optional(code('field', 'narrative'))}
            error={errors['narrative']}
            value={values.narrative}
            onChange={({ currentTarget }) => form.set('narrative', currentTarget.value)}
            maxLength={20_000}
          />
        </Panel>
        <Textarea
          id="reason"
          label={optional(t('correct.reason'))}
          description={t('common:form.personal')}
          error={errors['reason']}
          value={values.reason}
          onChange={({ currentTarget }) => form.set('reason', currentTarget.value)}
          maxLength={2000}
        />
      </CommandFormFrame>
    </Page>
  );
}
