import { Alert, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ProceedingAnswer } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { LoadedCase } from '../case/loaded-case.js';
import { ManyOf } from '../components/choices.js';
import { DateField } from '../components/date-field.js';
import { Page } from '../components/page.js';
import { useOrganisations } from '../directory/use-organisations.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode, useFormats } from '../i18n/index.js';
import { inForce, numbersIn } from './articles.js';
import { useArticle } from './use-article.js';

type ProceedingValues = {
  readonly office: string;
  readonly registerNumber: string;
  readonly registeredOn: string;
  readonly articles: readonly string[];
  /** Numbers, with commas between them. */
  readonly otherArticles: string;
};

/** Registers a criminal proceeding on a case, and gives it to a prosecutor's office. */
export function RegisterProceedingPage() {
  const { t } = useTranslation('prosecution');
  return (
    <LoadedCase>
      {(file) => (
        <Page title={t('register.title')} lead={file.caseNumber} narrow>
          <RegisterForm file={file} />
        </Page>
      )}
    </LoadedCase>
  );
}

function RegisterForm({ file }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation(['prosecution', 'common']);
  const code = useCode();
  const { today, date } = useFormats();
  const article = useArticle();
  const leave = useLeave(`/cases/${file.caseId}`);
  const { articles: known } = useInstallation();
  const offices = useOrganisations().filter(({ type }) => type === 'Prosecution');
  const offered = (on: string) => inForce(known, on === '' ? today() : on);
  // a day under another version of the code takes what was chosen of this one
  const chosen = ({ articles, otherArticles, registeredOn }: ProceedingValues): string[] => {
    const there = offered(registeredOn).map((one) => one.article);
    return [...new Set([...articles.filter((one) => there.includes(one)), ...(numbersIn(otherArticles) ?? [])])];
  };
  const onlyOffice = offices.length === 1 ? offices[0]!.organisationId : '';
  const officeOf = ({ office }: ProceedingValues): string => office || onlyOffice;
  const form = useCommandForm<ProceedingValues, ProceedingAnswer>({
    initial: { office: '', registerNumber: '', registeredOn: today(), articles: [], otherArticles: '' },
    draft: `proceeding ${file.caseId}`,
    check: (values) => ({
      ...(officeOf(values) === '' ? { office: t('common:form.required') } : {}),
      ...(values.registerNumber.trim() === '' ? { registerNumber: t('common:form.required') } : {}),
      ...(values.registeredOn === '' ? { registeredOn: t('common:form.required') } : {}),
      ...(values.registeredOn > today() ? { registeredOn: t('common:date.future') } : {}),
      ...(numbersIn(values.otherArticles) === undefined ? { otherArticles: t('register.notAnArticle') } : {}),
      ...(numbersIn(values.otherArticles) !== undefined && chosen(values).length === 0
        ? { articles: t('register.noArticle') }
        : {}),
    }),
    write: (values) => ({
      path: `/cases/${file.caseId}/proceedings`,
      body: {
        office: officeOf(values),
        registerNumber: values.registerNumber.trim(),
        registeredOn: values.registeredOn,
        articles: chosen(values),
      },
      kind: 'kind.proceeding',
      chain: file.caseId,
      summary: [
        { label: t('common:label.caseNumber'), value: file.caseNumber },
        { label: t('field.registerNumber'), value: values.registerNumber.trim() },
        { label: t('field.registeredOn'), value: date(values.registeredOn) },
        {
          label: t('field.articles'),
          value: chosen(values)
            .map((one) => article(one, values.registeredOn))
            .join('; '),
        },
      ],
    }),
    onSent: ({ proceedingId }) => leave(t('register.done'), `/cases/${file.caseId}/proceedings/${proceedingId}`),
    onQueued: () => leave(t('common:form.keptOnDevice')),
  });
  const { values, errors } = form;
  return (
    <CommandFormFrame form={form} submit={t('register.send')}>
      <NativeSelect
        id="office"
        label={t('field.office')}
        error={errors['office']}
        withAsterisk
        value={officeOf(values)}
        onChange={({ currentTarget }) => form.set('office', currentTarget.value)}
        data={[
          ...(onlyOffice === '' ? [{ value: '', label: t('common:form.choose') }] : []),
          ...offices.map(({ organisationId, name }) => ({ value: organisationId, label: name })),
        ]}
      />
      <TextInput
        id="registerNumber"
        label={t('field.registerNumber')}
        description={`${t('register.numberHint')} ${t('common:form.personal')}`}
        error={errors['registerNumber']}
        withAsterisk
        value={values.registerNumber}
        onChange={({ currentTarget }) => form.set('registerNumber', currentTarget.value)}
        autoComplete="off"
        maxLength={64}
      />
      <DateField
        name="registeredOn"
        label={t('field.registeredOn')}
        error={errors['registeredOn']}
        required
        recent
        value={values.registeredOn}
        onChange={(value) => form.set('registeredOn', value)}
      />
      <ManyOf
        name="articles"
        label={t('field.articles')}
        hint={t('register.articlesHint')}
        error={errors['articles']}
        required
        value={values.articles}
        onChange={(value) => form.set('articles', value)}
        options={offered(values.registeredOn).map((one) => ({
          value: one.article,
          label: t('article.about', { article: one.article, offence: code('offence', one.offence) }),
        }))}
      />
      <TextInput
        id="otherArticles"
        label={`${t('register.otherArticles')} (${t('common:form.optional')})`}
        description={t('register.otherArticlesHint')}
        error={errors['otherArticles']}
        value={values.otherArticles}
        onChange={({ currentTarget }) => form.set('otherArticles', currentTarget.value)}
        autoComplete="off"
        maxLength={120}
      />
      <Alert color="tirek" variant="light">
        {t('register.what')}
      </Alert>
    </CommandFormFrame>
  );
}
