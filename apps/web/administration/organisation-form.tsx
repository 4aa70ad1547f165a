import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrganisationAnswer } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { organisationTypes, services } from '../codes.js';
import { ManyOf } from '../components/choices.js';
import { CommandFormFrame } from '../form/command-form.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useCode } from '../i18n/index.js';

/** What is said of an organisation. */
export interface OrganisationValues {
  readonly name: string;
  readonly type: string;
  readonly services: readonly string[];
  readonly regions: readonly string[];
  readonly [field: string]: unknown;
}

/** Asks what an organisation is called, is, offers and covers. */
export function OrganisationForm({
  initial,
  path,
  submit,
  onSent,
  onQueued,
}: {
  readonly initial: OrganisationValues;
  /** Where it is sent. */
  readonly path: string;
  readonly submit: string;
  onSent(organisationId: string, name: string): void;
  onQueued(): void;
}) {
  const { t } = useTranslation(['administration', 'common']);
  const code = useCode();
  const { regions } = useInstallation();
  const form = useCommandForm<OrganisationValues, OrganisationAnswer>({
    initial,
    draft: path,
    check: ({ name, type }) => ({
      ...(name.trim() === '' && { name: t('organisation.nameNeeded') }),
      ...(type === '' && { type: t('organisation.typeNeeded') }),
    }),
    write: ({ name, ...details }) => ({
      path,
      body: { ...details, name: name.trim() },
      kind: 'kind.organisation',
      summary: [{ label: t('organisation.name'), value: name }],
    }),
    onSent: ({ organisationId }, { name }) => onSent(organisationId, name),
    onQueued,
  });
  const { values, errors, set } = form;
  return (
    <CommandFormFrame form={form} submit={submit}>
      <TextInput
        id="name"
        label={t('organisation.name')}
        error={errors['name']}
        value={values.name}
        onChange={({ currentTarget }) => set('name', currentTarget.value)}
        maxLength={200}
        withAsterisk
        autoComplete="off"
      />
      <NativeSelect
        id="type"
        label={t('organisation.type')}
        description={t('organisation.typeHint')}
        error={errors['type']}
        value={values.type}
        onChange={({ currentTarget }) => set('type', currentTarget.value)}
        withAsterisk
        data={[
          { value: '', label: t('common:form.choose') },
          ...organisationTypes.map((value) => ({ value, label: code('organisationType', value) })),
        ]}
      />
      <ManyOf
        name="services"
        label={t('organisation.services')}
        hint={t('organisation.servicesHint')}
        error={errors['services']}
        options={services.map((value) => ({ value, label: code('service', value) }))}
        value={values.services}
        onChange={(chosen) => set('services', chosen)}
      />
      <ManyOf
        name="regions"
        label={t('organisation.regions')}
        hint={t('organisation.regionsHint')}
        error={errors['regions']}
        options={regions.map((value) => ({ value, label: code('region', value) }))}
        value={values.regions}
        onChange={(chosen) => set('regions', chosen)}
      />
    </CommandFormFrame>
  );
}
