import { Alert, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import { useMe } from '../app/session.js';
import { reasonsNotIdentified } from '../codes.js';
import { useAnnounce } from '../components/announcer.js';
import { DateField } from '../components/date-field.js';
import { Empty } from '../components/empty.js';
import { Page } from '../components/page.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useCode, useFormats } from '../i18n/index.js';
import { chosenCountries } from './countries-field.js';
import {
  AgeGroupField,
  CitizenshipsField,
  EntryChannelField,
  ExploitationField,
  GenderField,
  RegionField,
} from './fact-fields.js';
import { isUnknownAndNamed, type FactValues } from './fact-values.js';
import { channelOf } from './identify-values.js';
import { useAnswers } from './use-answers.js';
import { useComplaints } from './use-complaints.js';

type NotifyValues = Pick<
  FactValues,
  'entryChannel' | 'region' | 'ageGroup' | 'gender' | 'citizenships' | 'exploitation'
> & { readonly notifiedOn: string; readonly reasonDeclined: string };

/** An adult who does not want to be identified is counted, without anything that leads to her. */
export function NotifyPage() {
  const { t } = useTranslation('identification');
  const [done, setDone] = useState(0);
  const [recorded, setRecorded] = useState(false);
  return (
    <Page title={t('notify.title')} lead={t('notify.lead')} narrow>
      {recorded ? (
        <Empty title={t('notify.recorded')} hint={t('notify.recordedHint')}>
          <Link
            to="/notify"
            onClick={() => {
              setRecorded(false);
              setDone(done + 1);
            }}
          >
            {t('notify.another')}
          </Link>
        </Empty>
      ) : (
        <NotifyForm key={done} onDone={() => setRecorded(true)} />
      )}
    </Page>
  );
}

function NotifyForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation(['identification', 'common']);
  const { roles } = useMe();
  const { today, date } = useFormats();
  const code = useCode();
  const announce = useAnnounce();
  const answers = useAnswers();
  const complaints = useComplaints({ notifiedOn: t('notify.on') });
  const { required } = complaints;
  const form = useCommandForm<NotifyValues>({
    initial: {
      entryChannel: channelOf(roles),
      notifiedOn: today(),
      region: '',
      ageGroup: 'Adult',
      gender: '',
      citizenships: [],
      exploitation: [],
      reasonDeclined: '',
    },
    draft: 'notify',
    check: (values) => ({
      ...(values.notifiedOn === '' ? { notifiedOn: required('notifiedOn') } : {}),
      ...(values.notifiedOn > today() ? { notifiedOn: complaints.date } : {}),
      ...(values.ageGroup === 'Adult' ? {} : { ageGroup: t('notify.adultsOnly') }),
      ...(values.gender === '' ? { gender: required('gender') } : {}),
      ...(values.exploitation.length === 0 ? { exploitation: required('exploitation') } : {}),
      ...(isUnknownAndNamed(values.exploitation) ? { exploitation: complaints.exploitation } : {}),
    }),
    write: (values) => {
      const { entryChannel, notifiedOn, region, ageGroup, gender, exploitation, reasonDeclined } = values;
      const citizenships = chosenCountries(values.citizenships);
      return {
        path: '/notifications',
        body: {
          entryChannel,
          notifiedOn,
          ...(region === '' ? {} : { region }),
          ageGroup,
          gender,
          exploitation,
          ...(citizenships.length > 0 ? { citizenships } : {}),
          ...(reasonDeclined === '' ? {} : { reasonDeclined }),
        },
        kind: 'kind.notification',
        summary: [
          { label: t('notify.on'), value: date(notifiedOn) },
          { label: code('field', 'gender'), value: answers.fact.gender(values) },
          { label: code('field', 'exploitation'), value: answers.fact.exploitation(values) },
        ],
      };
    },
    onSent: () => {
      announce(t('notify.recorded'));
      onDone();
    },
    onQueued: () => {
      announce(t('common:form.keptOnDevice'));
      onDone();
    },
  });
  const { values, errors } = form;
  return (
    <CommandFormFrame form={form} submit={t('notify.send')}>
      <EntryChannelField form={form} />
      <DateField
        name="notifiedOn"
        label={t('notify.on')}
        error={errors['notifiedOn']}
        required
        recent
        value={values.notifiedOn}
        onChange={(value) => form.set('notifiedOn', value)}
      />
      <RegionField form={form} />
      <div>
        <AgeGroupField form={form} />
        {values.ageGroup !== 'Adult' && (
          <Alert color="clay" variant="light">
            <Stack gap="xs" align="flex-start">
              <Text>{t('notify.adultsOnly')}</Text>
              <Link to="/identify">{t('identify.title')}</Link>
            </Stack>
          </Alert>
        )}
      </div>
      <GenderField form={form} />
      <CitizenshipsField form={form} required={false} />
      <ExploitationField form={form} />
      <NativeSelect
        id="reasonDeclined"
        label={`${t('notify.why')} (${t('common:form.optional')})`}
        description={t('notify.whyHint')}
        error={errors['reasonDeclined']}
        value={values.reasonDeclined}
        onChange={({ currentTarget }) => form.set('reasonDeclined', currentTarget.value)}
        data={[
          { value: '', label: t('common:form.notAnswered') },
          ...reasonsNotIdentified.map((value) => ({ value, label: code('reasonNotIdentified', value) })),
        ]}
        maw="24rem"
      />
    </CommandFormFrame>
  );
}
