import { useTranslation } from 'react-i18next';
import type { ConsentOnFileAnswer } from '../../api/answers.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode, useFormats } from '../../i18n/index.js';

/** What she agreed to, in words, row by row. */
export function useConsentRows() {
  const { t } = useTranslation('case');
  const code = useCode();
  const { date } = useFormats();
  const nameOf = useOrganisationName();
  return ({ recipients, fieldGroups, givenOn }: ConsentOnFileAnswer) => [
    { label: t('consents.recipients'), value: recipients.map(nameOf).join(', ') },
    { label: t('consents.fieldGroups'), value: fieldGroups.map((group) => code('fieldGroup', group)).join(', ') },
    { label: t('consents.givenOn'), value: date(givenOn) },
  ];
}
