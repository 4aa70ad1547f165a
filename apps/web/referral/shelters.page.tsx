import { Alert, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganisationItem } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { useMe } from '../app/session.js';
import { services } from '../codes.js';
import { Empty } from '../components/empty.js';
import { Loading } from '../components/loading.js';
import { Page } from '../components/page.js';
import { ProblemPage } from '../components/problem-page.js';
import { organisationsQuery } from '../directory/use-organisations.js';
import { inOrder, useCode, type Language } from '../i18n/index.js';
import { helpersFor } from './helpers-for.js';
import { HelperPanel } from './helper-panel.js';
import { useAnswered } from './use-answered.js';
import { useReferable } from './use-referable.js';
import styles from './shelters.module.css';

/** Finds an organisation that gives what she needs, near to where she is. */
export function SheltersPage() {
  const { t } = useTranslation(['referral', 'common']);
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const { referable, isPending, error, retry } = useReferable(caseId);
  const organisations = useQuery(organisationsQuery);
  if (isPending || organisations.isPending) return <Loading lines={6} />;
  if (referable === undefined) return <ProblemPage error={error} onRetry={retry} />;
  if (organisations.isError) {
    return <ProblemPage error={organisations.error} onRetry={() => void organisations.refetch()} />;
  }
  const lead =
    referable.caseNumber === undefined ? t('find.leadWaiting') : t('find.lead', { number: referable.caseNumber });
  return (
    <Page title={t('find.title')} lead={lead}>
      <Found caseId={caseId} referable={referable} organisations={organisations.data} />
    </Page>
  );
}

function Found({
  caseId,
  referable,
  organisations,
}: {
  readonly caseId: string;
  readonly referable: NonNullable<ReturnType<typeof useReferable>['referable']>;
  readonly organisations: Parameters<typeof helpersFor>[0];
}) {
  const { t, i18n } = useTranslation(['referral', 'common']);
  const code = useCode();
  const { organisationId } = useMe();
  const { regions } = useInstallation();
  const [service, setService] = useState('Shelter');
  const [region, setRegion] = useState(referable.region);
  const answered = useAnswered();
  const { near, others } = helpersFor(organisations, organisationId, region);
  const offers = ({ services: offered }: { services: readonly string[] }) =>
    service === '' || offered.includes(service);
  const compare = inOrder(i18n.language as Language);
  const agreed = (id: string) => referable.consents.some(({ recipients }) => recipients.includes(id));
  // what she agreed to comes first, then who works just here, then who answers fastest
  const rank = ({ organisationId: id, regions: own }: OrganisationItem) => [
    agreed(id) ? 0 : 1,
    own.length > 0 ? 0 : 1,
    answered.get(id)?.medianHours ?? Infinity,
  ];
  const listed = near.filter(offers).toSorted(
    (one, other) =>
      rank(one)
        .map((value, index) => [value, rank(other)[index]!] as const)
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => a - b)[0] ?? compare(one.name, other.name),
  );
  const elsewhere = others.filter(offers).length;
  return (
    <>
      <div className={styles.filters} role="search">
        <NativeSelect
          label={t('find.service')}
          value={service}
          onChange={({ currentTarget }) => setService(currentTarget.value)}
          data={[
            { value: '', label: t('find.anyService') },
            ...services.map((value) => ({ value, label: code('service', value) })),
          ]}
        />
        <NativeSelect
          label={t('common:label.region')}
          value={region}
          onChange={({ currentTarget }) => setRegion(currentTarget.value)}
          data={[
            { value: '', label: t('find.everywhere') },
            ...regions.map((value) => ({ value, label: code('region', value) })),
          ]}
        />
      </div>
      <p role="status" className="for-screen-readers">
        {t('find.found', { count: listed.length })}
      </p>
      {listed.length === 0 ? (
        <Empty title={t('find.nobody')} hint={t('find.nobodyHint')} />
      ) : (
        <ul className={styles.list} aria-label={t('find.title')}>
          {listed.map((organisation) => (
            <li key={organisation.organisationId}>
              <HelperPanel
                organisation={organisation}
                answered={answered.get(organisation.organisationId)}
                agreed={agreed(organisation.organisationId)}
                underWay={referable.underWay.includes(organisation.organisationId)}
                caseId={caseId}
                service={service}
              />
            </li>
          ))}
        </ul>
      )}
      {region !== '' && elsewhere > 0 && (
        <Alert color="tirek" variant="light" mt="md" maw="42rem">
          {t('find.elsewhere', { count: elsewhere })}
        </Alert>
      )}
    </>
  );
}
