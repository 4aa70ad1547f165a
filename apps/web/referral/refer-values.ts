import type { InstallationAnswer } from '../api/answers.js';
import type { Write } from '../api/client.js';
import type { FieldErrors } from '../components/error-summary.js';
import { checkConsent, consentWrite, noConsentYet, type ConsentValues } from '../consent/consent-values.js';
import type { Referable } from './use-referable.js';

/** On what a referral rests: a consent on file by its id, one that she gives now, or none. */
export type Basis = 'NewConsent' | 'LegalBasis' | 'VitalInterest' | (string & {});

/** In the address of a referral: whoever looked for a receiver named no service. */
export const anyService = 'any';

/** What is asked about a referral. */
export type ReferValues = ConsentValues & {
  readonly referralId: string;
  readonly services: readonly string[];
  readonly note: string;
  readonly respondWithinHours: string;
  readonly basis: Basis | '';
  readonly 'basis.legalBasis': string;
  readonly 'basis.vitalInterest': string;
};

/** The consents on file that name the receiver. */
export const consentsFor = ({ consents }: Referable, to: string) =>
  consents.filter(({ recipients }) => recipients.includes(to));

/** Where a referral begins: on what she agreed to already, if that is enough. */
export function startOf(
  referable: Referable,
  to: string,
  service: string,
  hours: number,
  language: string,
): ReferValues {
  const [consent] = consentsFor(referable, to);
  const adult = referable.ageGroup === 'Adult';
  return {
    ...noConsentYet(language),
    referralId: crypto.randomUUID(),
    recipients: [to],
    fieldGroups: consent?.fieldGroups ?? [],
    services: service === anyService ? [] : [service],
    note: '',
    respondWithinHours: String(hours),
    basis: consent?.consentId ?? (adult ? 'NewConsent' : 'LegalBasis'),
    'basis.legalBasis': '',
    'basis.vitalInterest': '',
  };
}

/** What is wrong, by field. `refused`: said where she does not agree. */
export function checkRefer(values: ReferValues, required: (field: string) => string, refused: string): FieldErrors {
  const words = { LegalBasis: 'basis.legalBasis', VitalInterest: 'basis.vitalInterest' } as const;
  const field = words[values.basis as keyof typeof words] as (typeof words)[keyof typeof words] | undefined;
  return {
    ...(values.services.length === 0 ? { services: required('services') } : {}),
    ...(values.basis === '' ? { basis: required('basis') } : {}),
    ...(field && values[field].trim() === '' ? { [field]: required(field) } : {}),
    ...(values.basis === 'NewConsent' ? checkConsent(values, required) : {}),
    ...(values.basis === 'NewConsent' && values.agrees !== '' && values.agrees !== 'Given' ? { agrees: refused } : {}),
  };
}

const basisOf = (values: ReferValues) => {
  if (values.basis === 'LegalBasis') return { legalBasis: values['basis.legalBasis'].trim() };
  if (values.basis === 'VitalInterest') return { vitalInterest: values['basis.vitalInterest'].trim() };
  return { consentId: values.basis === 'NewConsent' ? values.consentId : values.basis };
};

/** What refers her: the consent first, where she gives it now. */
export function referWrites(
  values: ReferValues,
  { caseId, to }: { readonly caseId: string; readonly to: string },
  today: string,
  installation: InstallationAnswer,
): { readonly first: Write; readonly followedBy: Write[] } {
  const { referralId, services, fieldGroups, respondWithinHours, note } = values;
  const referral: Write = {
    path: '/referrals',
    body: {
      referralId,
      caseId,
      to,
      services,
      fieldGroups,
      respondWithinHours: Number(respondWithinHours),
      basis: basisOf(values),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    },
    idempotencyKey: referralId,
  };
  return values.basis === 'NewConsent'
    ? { first: consentWrite(caseId, values, today, installation), followedBy: [referral] }
    : { first: referral, followedBy: [] };
}
