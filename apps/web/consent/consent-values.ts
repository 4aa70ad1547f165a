import type { InstallationAnswer } from '../api/answers.js';
import type { Write } from '../api/client.js';
import type { FieldErrors } from '../components/error-summary.js';

/** What is asked about a consent, mostly to a referral; the fields are named as those of the API. */
export type ConsentValues = {
  readonly agrees: '' | 'Given' | 'Refused' | 'NotAsked';
  /** The organisations that she was named. */
  readonly recipients: readonly string[];
  readonly fieldGroups: readonly string[];
  /** The one she was spoken to in. */
  readonly language: string;
  readonly form: string;
  readonly consentId: string;
};

/** What she can let be told; notes of counselling and the criminal file go no such way. */
export const shareable = ['SafeContact', 'Needs', 'Identity', 'Contact', 'Location', 'Health', 'Narrative'] as const;

/** Before anybody asked her. */
export const noConsentYet = (language: string): ConsentValues => ({
  agrees: '',
  recipients: [],
  fieldGroups: [],
  language,
  form: 'Oral',
  consentId: crypto.randomUUID(),
});

/** What is wrong with a consent that she gave, by field. */
export function checkConsent(
  { agrees, recipients, fieldGroups }: ConsentValues,
  required: (field: string) => string,
): FieldErrors {
  if (agrees === '') return { agrees: required('agrees') };
  if (agrees !== 'Given') return {};
  return {
    ...(recipients.length === 0 ? { recipients: required('recipients') } : {}),
    ...(fieldGroups.length === 0 ? { fieldGroups: required('fieldGroups') } : {}),
  };
}

/** How she gave it: in a language that no text is in, through an interpreter. */
export const formOfConsent = (
  { language, form }: Pick<ConsentValues, 'language' | 'form'>,
  { languages }: Pick<InstallationAnswer, 'languages'>,
): string => (languages.includes(language) ? form : 'Interpreted');

/** Records the consent; its id keeps it from being recorded twice. */
export const consentWrite = (
  caseId: string,
  values: ConsentValues,
  givenOn: string,
  installation: Pick<InstallationAnswer, 'languages' | 'consentTextVersion'>,
  purpose = 'Referral',
): Write => ({
  path: `/cases/${caseId}/consents`,
  body: {
    consentId: values.consentId,
    purpose,
    recipients: values.recipients,
    fieldGroups: values.fieldGroups,
    language: values.language,
    form: formOfConsent(values, installation),
    textVersion: installation.consentTextVersion,
    givenOn,
  },
  idempotencyKey: values.consentId,
});
