import { Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganisationItem } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { useMe } from '../app/session.js';
import { useAnnounce } from '../components/announcer.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { ConsentFields } from '../consent/consent-fields.js';
import { organisationsQuery } from '../directory/use-organisations.js';
import { Steps, type Step } from '../form/steps.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useCode, useFormats } from '../i18n/index.js';
import { helpersFor } from '../referral/helpers-for.js';
import { ChildFields } from './child-fields.js';
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
import {
  caseWrite,
  channelOf,
  checkIdentify,
  isAdult,
  startOf,
  writesAfter,
  type IdentifyValues,
} from './identify-values.js';
import { PersonFields } from './person-fields.js';
import { useAnswers } from './use-answers.js';
import { useComplaints } from './use-complaints.js';

/** Logs a presumed victim: what has to be known first, what may be said after, and what she agrees to. */
export function IdentifyPage() {
  const { t } = useTranslation('identification');
  const organisations = useQuery(organisationsQuery);
  return (
    <Page title={t('identify.title')} narrow>
      {organisations.isPending ? <Loading /> : <IdentifyForm organisations={organisations.data ?? []} />}
    </Page>
  );
}

function IdentifyForm({ organisations }: { readonly organisations: readonly OrganisationItem[] }) {
  const { t, i18n } = useTranslation(['identification', 'referral', 'common']);
  const { organisationId, roles } = useMe();
  const installation = useInstallation();
  const { today } = useFormats();
  const code = useCode();
  const router = useRouter();
  const announce = useAnnounce();
  const answers = useAnswers();
  const complaints = useComplaints({
    agrees: t('referral:consent.agrees'),
    recipients: t('referral:consent.recipients'),
    fieldGroups: t('referral:consent.fieldGroups'),
    assent: t('child.assent'),
    'guardian.suspected': t('child.suspected'),
  });
  const own = organisations.find((one) => one.organisationId === organisationId);
  const [initial] = useState(() => startOf(channelOf(roles), today(), own?.regions[0] ?? '', i18n.language));
  const next = (text: string, { caseId }: IdentifyValues) => {
    announce(text);
    router.history.replace(`/cases/${caseId}/next`);
  };

  const form = useCommandForm<IdentifyValues>({
    initial,
    draft: 'identify',
    check: (values) => checkIdentify(values, today(), complaints),
    write: (values) => ({
      ...caseWrite(values),
      followedBy: writesAfter(values, today(), installation, rowsOf(values).at(-1)!),
      kind: 'kind.logIdentification',
      chain: values.caseId,
      summary: rowsOf(values).flat(),
    }),
    onSent: (_, values) => next(t('identify.logged'), values),
    onQueued: (values) => next(t('common:form.keptOnDevice'), values),
  });
  const { values } = form;

  const sealed = (of: Pick<IdentifyValues, 'narrative' | 'needs'>) =>
    (['needs', 'narrative'] as const).flatMap((field) =>
      of[field].trim() === '' ? [] : [{ label: code('field', field), value: of[field].trim() }],
    );
  const rowsOf = (of: IdentifyValues) => [
    answers.facts(of, 'entryChannel', 'identifiedOn', 'region'),
    answers.facts(of, 'ageGroup', 'gender', 'citizenships'),
    answers.facts(of, 'exploitation', 'countriesOfExploitation'),
    [...answers.person(of), ...sealed(of)],
    isAdult(of) ? answers.consent(of) : answers.child(of),
  ];
  const rows = rowsOf(values);
  const said = rows[3]!.length > 0 ? rows[3]! : [{ label: t('identify.more'), value: t('common:form.notAnswered') }];
  const optional = (label: string) => `${label} (${t('common:form.optional')})`;
  const { near, others } = helpersFor(organisations, organisationId, values.region);

  const steps: Step<IdentifyValues>[] = [
    {
      title: t('identify.how'),
      fields: ['entryChannel', 'identifiedOn', 'region'],
      answers: rows[0]!,
      content: (
        <Stack gap="lg">
          <EntryChannelField form={form} />
          <IdentifiedOnField form={form} />
          <RegionField form={form} />
        </Stack>
      ),
    },
    {
      title: t('identify.who'),
      fields: ['ageGroup', 'gender', 'citizenships'],
      answers: rows[1]!,
      content: (
        <>
          <AgeGroupField form={form} />
          <GenderField form={form} />
          <CitizenshipsField form={form} />
        </>
      ),
    },
    {
      title: t('identify.what'),
      fields: ['exploitation', 'countriesOfExploitation'],
      answers: rows[2]!,
      content: (
        <>
          <ExploitationField form={form} />
          <CountriesField
            name="countriesOfExploitation"
            label={optional(code('field', 'countriesOfExploitation'))}
            error={form.errors['countriesOfExploitation']}
            value={values.countriesOfExploitation}
            onChange={(value) => form.set('countriesOfExploitation', value)}
          />
        </>
      ),
    },
    {
      title: t('identify.more'),
      fields: [
        'needs',
        'narrative',
        'person.name',
        'person.birthDate',
        'person.identityNumber',
        'person.phone',
        'person.email',
        'person.safeContact',
        'person.address',
      ],
      answers: said,
      content: (
        <Stack gap="md">
          <Text>{t('identify.moreLead')}</Text>
          <Textarea
            id="needs"
            label={optional(code('field', 'needs'))}
            description={t('identify.needsHint')}
            error={form.errors['needs']}
            value={values.needs}
            onChange={({ currentTarget }) => form.set('needs', currentTarget.value)}
            maxLength={4000}
          />
          <PersonFields form={form} />
          <Textarea
            id="narrative"
            label={optional(code('field', 'narrative'))}
            description={t('identify.narrativeHint')}
            error={form.errors['narrative']}
            value={values.narrative}
            onChange={({ currentTarget }) => form.set('narrative', currentTarget.value)}
            maxLength={20_000}
          />
        </Stack>
      ),
    },
    {
      title: isAdult(values) ? t('identify.consent') : t('identify.child'),
      fields: isAdult(values)
        ? ['agrees', 'recipients', 'fieldGroups', 'language', 'form']
        : ['assent', 'views', 'guardian.kind', 'guardian.name', 'guardian.suspected'],
      answers: rows[4]!,
      content: isAdult(values) ? (
        <ConsentFields form={form} near={near} others={others} />
      ) : (
        <ChildFields form={form} />
      ),
    },
  ];
  return (
    <Steps form={form} steps={steps} submit={t('identify.send')} note={<Text mt="md">{t('identify.sendNote')}</Text>} />
  );
}
