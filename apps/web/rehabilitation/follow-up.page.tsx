import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CarePage } from '../assistance/care-page.js';
import { followUpSituations } from '../codes.js';
import { OneOf } from '../components/choices.js';
import { DateField } from '../components/date-field.js';
import { Panel } from '../components/panel.js';
import { CommandFormFrame } from '../form/command-form.js';
import { DayField } from '../form/day-field.js';
import { useCommandForm } from '../form/use-command-form.js';
import { useLeave } from '../form/use-leave.js';
import { useCode, useFormats } from '../i18n/index.js';
import { FollowUpList } from './follow-up-list.js';

/** Records how she is, and when to ask again; also without network. */
export function FollowUpPage() {
  const { t } = useTranslation('rehabilitation');
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  return (
    <CarePage title={t('followUp.title')} narrow without={<FollowUpForm caseId={caseId} />}>
      {({ file }) => (
        <Stack gap="xl">
          <FollowUpForm caseId={caseId} caseNumber={file.caseNumber} />
          <Panel title={t('followUp.earlier')}>
            <FollowUpList followUps={file.rehabilitation?.followUps ?? []} />
          </Panel>
        </Stack>
      )}
    </CarePage>
  );
}

function FollowUpForm({ caseId, caseNumber }: { readonly caseId: string; readonly caseNumber?: string }) {
  const { t } = useTranslation(['rehabilitation', 'common']);
  const code = useCode();
  const { today, date } = useFormats();
  const leave = useLeave(`/cases/${caseId}/rehabilitation`);
  const form = useCommandForm({
    initial: { on: today(), situation: '', nextOn: '', note: '' },
    draft: `follow-up ${caseId}`,
    check: ({ on, situation, nextOn }) => ({
      ...(on === '' ? { on: t('common:form.required') } : {}),
      ...(situation === '' ? { situation: t('common:form.choose') } : {}),
      ...(nextOn !== '' && nextOn <= on ? { nextOn: t('followUp.nextAfter') } : {}),
    }),
    write: ({ on, situation, nextOn, note }) => ({
      path: `/cases/${caseId}/follow-ups`,
      body: {
        on,
        situation,
        ...(nextOn === '' ? {} : { nextOn }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
      kind: 'kind.followUp',
      chain: caseId,
      summary: [
        ...(caseNumber === undefined ? [] : [{ label: t('common:label.caseNumber'), value: caseNumber }]),
        { label: t('common:date.label'), value: date(on) },
        { label: t('followUp.situation'), value: code('followUpSituation', situation) },
        ...(nextOn === '' ? [] : [{ label: t('followUp.next'), value: date(nextOn) }]),
        ...(note.trim() === '' ? [] : [{ label: t('common:label.note'), value: note.trim() }]),
      ],
    }),
    onSent: () => leave(t('followUp.saved')),
    onQueued: () => leave(t('common:form.keptOnDevice')),
  });
  const { values, errors, set } = form;
  return (
    <CommandFormFrame form={form} submit={t('followUp.save')}>
      <DayField form={form} label={t('followUp.on')} />
      <OneOf
        name="situation"
        label={t('followUp.situation')}
        error={errors['situation']}
        required
        value={values.situation}
        onChange={(situation) => set('situation', situation)}
        options={followUpSituations.map((value) => ({ value, label: code('followUpSituation', value) }))}
      />
      <Textarea
        id="note"
        label={t('common:label.note')}
        description={`${t('common:form.optional')}. ${t('common:form.personal')}`}
        error={errors['note']}
        value={values.note}
        onChange={({ currentTarget }) => set('note', currentTarget.value)}
        maxLength={4000}
      />
      <div>
        <DateField
          name="nextOn"
          label={t('followUp.nextOn')}
          hint={t('common:form.optional')}
          error={errors['nextOn']}
          future
          value={values.nextOn}
          onChange={(nextOn) => set('nextOn', nextOn)}
        />
        <Group gap="xs" mt="xs">
          {[1, 3, 6].map((months) => (
            <Button
              key={months}
              variant="default"
              size="sm"
              onClick={() => set('nextOn', monthsAfter(today(), months))}
            >
              {t('followUp.inMonths', { count: months })}
            </Button>
          ))}
        </Group>
      </div>
    </CommandFormFrame>
  );
}

/** The same day so many months later; a shorter month ends sooner. Local dates. */
function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
