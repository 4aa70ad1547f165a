import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { useMe } from '../app/session.js';
import { services } from '../codes.js';
import { DateField } from '../components/date-field.js';
import { Disclosure } from '../components/disclosure.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useOrganisations } from '../directory/use-organisations.js';
import { useBusy } from '../form/use-busy.js';
import { useCode, useFormats } from '../i18n/index.js';
import { useLogService } from './use-log-service.js';

/** Records help that was given: one press per kind of help of the organisation, as of today unless another day is said. */
export function LogService({
  caseId,
  file,
  onLogged,
}: {
  readonly caseId: string;
  /** Absent: it cannot be fetched now. */
  readonly file?: CaseAnswer;
  onLogged(said: string): void;
}) {
  const { t } = useTranslation(['assistance', 'common']);
  const { organisationId } = useMe();
  const code = useCode();
  const { today } = useFormats();
  const own = useOrganisations().find((one) => one.organisationId === organisationId)?.services ?? [];
  const log = useLogService({ caseId, caseNumber: file?.caseNumber });
  const [day, setDay] = useState('');
  const [note, setNote] = useState('');
  const { busy, problem, run } = useBusy();
  const on = day === '' ? today() : day;
  const given = new Set(
    file?.assistance?.services
      .filter((one) => one.organisationId === organisationId && one.deliveredOn === on)
      .map(({ service }) => service),
  );
  const press = (service: string) =>
    run(service, async () => {
      const said = await log(service, on, note.trim());
      setDay('');
      setNote('');
      onLogged(said);
    });
  return (
    <Panel title={t('log.title')}>
      <Text mb="sm">{t('log.hint')}</Text>
      <Group gap="xs">
        {(own.length > 0 ? own : services).map((service) => (
          <Button
            key={service}
            variant="default"
            loading={busy === service}
            disabled={busy !== undefined && busy !== service}
            onClick={() => void press(service)}
          >
            {given.has(service) && (
              <>
                <span aria-hidden="true">{'✓\u00a0'}</span>
                <span className="for-screen-readers">{t('log.already')}: </span>
              </>
            )}
            {code('service', service)}
          </Button>
        ))}
      </Group>
      {problem !== undefined && <ProblemMessage error={problem} />}
      <Disclosure label={t('log.more')}>
        <DateField name="deliveredOn" label={t('log.day')} value={on} onChange={setDay} recent />
        <Textarea
          label={t('common:label.note')}
          description={`${t('common:form.optional')}. ${t('log.noteHint')}`}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          maxLength={4000}
          maw="32rem"
        />
      </Disclosure>
    </Panel>
  );
}
