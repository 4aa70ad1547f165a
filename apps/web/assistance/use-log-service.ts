import { useTranslation } from 'react-i18next';
import { useStep } from '../form/use-step.js';
import { useCode, useFormats } from '../i18n/index.js';

/** A way to record help that was given; answers what to say then. Throws ApiProblem. */
export function useLogService(one: { readonly caseId: string; readonly caseNumber?: string | undefined }) {
  const { t } = useTranslation(['assistance', 'common']);
  const code = useCode();
  const { date } = useFormats();
  const takeStep = useStep(one);
  return async (service: string, deliveredOn: string, note = ''): Promise<string> => {
    const how = await takeStep({
      path: `/cases/${one.caseId}/services`,
      body: { service, deliveredOn, ...(note === '' ? {} : { note }) },
      kind: 'kind.service',
      summary: [
        { label: t('common:label.service'), value: code('service', service) },
        { label: t('common:date.label'), value: date(deliveredOn) },
        ...(note === '' ? [] : [{ label: t('common:label.note'), value: note }]),
      ],
    });
    return t(how === 'Sent' ? 'log.logged' : 'log.kept', {
      service: code('service', service),
      date: date(deliveredOn),
    });
  };
}
