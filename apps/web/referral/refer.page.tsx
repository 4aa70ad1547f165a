import { Alert, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganisationItem } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { services } from '../codes.js';
import { useAnnounce } from '../components/announcer.js';
import { ManyOf } from '../components/choices.js';
import { Loading } from '../components/loading.js';
import { NotFoundPage } from '../app/not-found.page.js';
import { Page } from '../components/page.js';
import { ProblemPage } from '../components/problem-page.js';
import { organisationsQuery } from '../directory/use-organisations.js';
import { Steps, type Step } from '../form/steps.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useCode, useFormats } from '../i18n/index.js';
import { BasisFields } from './basis-fields.js';
import { checkRefer, referWrites, startOf, type ReferValues } from './refer-values.js';
import { useReferable, type Referable } from './use-referable.js';

/** Refers her to an organisation: what she needs, on what it rests, what they are told. */
export function ReferPage() {
  const { t } = useTranslation(['referral', 'common']);
  const { caseId, organisationId, service } = useParams({ strict: false }) as Readonly<
    Record<'caseId' | 'organisationId' | 'service', string>
  >;
  const { referable, isPending, error, retry } = useReferable(caseId);
  const organisations = useQuery(organisationsQuery);
  if (isPending || organisations.isPending) return <Loading lines={6} />;
  if (referable === undefined) return <ProblemPage error={error} onRetry={retry} />;
  const receiver = organisations.data?.find((one) => one.organisationId === organisationId);
  if (receiver === undefined) return <NotFoundPage />;
  return (
    <Page title={t('refer.title', { organisation: receiver.name })} lead={referable.caseNumber} narrow>
      <ReferForm caseId={caseId} receiver={receiver} service={service} referable={referable} />
    </Page>
  );
}

/** Hours in which somebody may want an answer, besides those of the country. */
const waits = [1, 2, 4, 8, 12, 24, 48, 72];

function ReferForm({
  caseId,
  receiver,
  service,
  referable,
}: {
  readonly caseId: string;
  readonly receiver: OrganisationItem;
  readonly service: string;
  readonly referable: Referable;
}) {
  const { t, i18n } = useTranslation(['referral', 'common']);
  const installation = useInstallation();
  const code = useCode();
  const { today } = useFormats();
  const router = useRouter();
  const announce = useAnnounce();
  const to = receiver.organisationId;
  const { referralAnswerHours } = installation.clocks;
  const [initial] = useState(() => startOf(referable, to, service, referralAnswerHours, i18n.language));

  const labels: Readonly<Record<string, string>> = {
    services: t('refer.services'),
    basis: t('refer.basis'),
    'basis.legalBasis': t('basis.legal'),
    'basis.vitalInterest': t('basis.vital'),
    agrees: t('consent.agrees'),
    fieldGroups: t('consent.fieldGroups'),
  };
  const draft = `refer ${caseId} ${to}`;
  const form = useCommandForm<ReferValues>({
    initial,
    draft,
    check: (values) =>
      checkRefer(values, (field) => t('common:form.unanswered', { what: labels[field] ?? '' }), t('refer.notAgreed')),
    write: (values) => {
      const { first, followedBy } = referWrites(values, { caseId, to }, today(), installation);
      const summary = [{ label: t('refer.to'), value: receiver.name }, ...rowsOf(values).flat()];
      const said = { kind: 'kind.referral', summary } as const;
      // once the consent is stored, the referral alone is left, and rests on it
      const typed = { values: { ...values, basis: values.consentId }, initial };
      const rest = { ...said, form: { address: router.state.location.href, draft, typed } };
      return {
        path: first.path,
        body: first.body,
        followedBy: followedBy.map((next) => ({ ...next, ...rest })),
        chain: caseId,
        ...said,
      };
    },
    onSent: () => {
      announce(t('refer.sent', { organisation: receiver.name }));
      router.history.replace('/referrals/sent');
    },
    onQueued: () => {
      announce(t('common:form.keptOnDevice'));
      router.history.replace('/outbox');
    },
  });
  const { values, errors } = form;

  const hours = (value: string) => t('refer.hours', { count: Number(value) });
  const basis = (of: ReferValues): string => {
    if (of.basis === 'LegalBasis') return `${code('referralBasis', 'LegalBasis')}: ${of['basis.legalBasis']}`;
    if (of.basis === 'VitalInterest') return `${code('referralBasis', 'VitalInterest')}: ${of['basis.vitalInterest']}`;
    return code('referralBasis', 'Consent');
  };
  const rowsOf = (of: ReferValues) => [
    [
      { label: t('refer.services'), value: of.services.map((one) => code('service', one)).join(', ') },
      { label: t('refer.note'), value: of.note.trim() || t('common:form.notAnswered') },
      { label: t('refer.within'), value: hours(of.respondWithinHours) },
    ],
    [
      { label: t('refer.basis'), value: basis(of) },
      {
        label: t('refer.told'),
        value: of.fieldGroups.map((one) => code('fieldGroup', one)).join(', ') || t('refer.nothingTold'),
      },
    ],
  ];
  const rows = rowsOf(values);
  const offered = services.filter((one) => receiver.services.length === 0 || receiver.services.includes(one));

  const steps: Step<ReferValues>[] = [
    {
      title: t('refer.what'),
      fields: ['services', 'note', 'respondWithinHours'],
      answers: rows[0]!,
      content: (
        <Stack gap="md">
          <ManyOf
            name="services"
            label={t('refer.services')}
            hint={t('common:form.chooseAll')}
            error={errors['services']}
            required
            value={values.services}
            onChange={(value) => form.set('services', value)}
            options={offered.map((value) => ({ value, label: code('service', value) }))}
          />
          <Textarea
            id="note"
            label={`${t('refer.note')} (${t('common:form.optional')})`}
            description={t('refer.noteHint')}
            error={errors['note']}
            value={values.note}
            onChange={({ currentTarget }) => form.set('note', currentTarget.value)}
            maxLength={4000}
          />
          <NativeSelect
            id="respondWithinHours"
            label={t('refer.within')}
            error={errors['respondWithinHours']}
            value={values.respondWithinHours}
            onChange={({ currentTarget }) => form.set('respondWithinHours', currentTarget.value)}
            data={[...new Set([...waits, referralAnswerHours])]
              .toSorted((one, other) => one - other)
              .map((value) => ({ value: String(value), label: hours(String(value)) }))}
            maw="16rem"
          />
        </Stack>
      ),
    },
    {
      title: t('refer.basisTitle'),
      fields: [
        'basis',
        'basis.legalBasis',
        'basis.vitalInterest',
        'agrees',
        'recipients',
        'fieldGroups',
        'language',
        'form',
      ],
      answers: rows[1]!,
      content: <BasisFields form={form} referable={referable} receiver={receiver} />,
    },
  ];
  return (
    <Steps
      form={form}
      steps={steps}
      submit={t('refer.send')}
      note={
        <Alert color="tirek" variant="light">
          <Text>{t('refer.before')}</Text>
          {values.basis === 'VitalInterest' && <Text mt="xs">{t('refer.secondPerson')}</Text>}
        </Alert>
      }
    />
  );
}
