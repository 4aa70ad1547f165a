import type { Write } from '../api/client.js';
import type { FieldErrors } from '../components/error-summary.js';

/** How a child, or somebody who may be one, was heard, and who answers for her; named as the API names it. */
export type ChildValues = {
  readonly assent: string;
  readonly views: string;
  /** Empty: nobody knows yet. */
  readonly 'guardian.kind': string;
  readonly 'guardian.name': string;
  readonly 'guardian.suspected': '' | 'yes' | 'no';
  /** Keeps it from being recorded twice. */
  readonly heardKey: string;
};

/** Before anybody heard her. */
export const notHeardYet = (): ChildValues => ({
  assent: '',
  views: '',
  'guardian.kind': '',
  'guardian.name': '',
  'guardian.suspected': '',
  heardKey: crypto.randomUUID(),
});

/** What of everything that is asked says how she was heard. */
export const howHeard = (values: ChildValues): ChildValues => ({
  assent: values.assent,
  views: values.views,
  'guardian.kind': values['guardian.kind'],
  'guardian.name': values['guardian.name'],
  'guardian.suspected': values['guardian.suspected'],
  heardKey: values.heardKey,
});

/** What is wrong, by field. */
export const checkChild = (values: ChildValues, required: (field: string) => string): FieldErrors => ({
  ...(values.assent === '' ? { assent: required('assent') } : {}),
  ...(values['guardian.kind'] !== '' && values['guardian.suspected'] === ''
    ? { 'guardian.suspected': required('guardian.suspected') }
    : {}),
});

/** Records how she was heard. */
export const childViewsWrite = (caseId: string, values: ChildValues, on: string): Write => ({
  path: `/cases/${caseId}/assents`,
  body: {
    assent: values.assent,
    ...(values.views.trim() === '' ? {} : { views: values.views.trim() }),
    ...(values['guardian.kind'] === ''
      ? {}
      : {
          guardian: {
            kind: values['guardian.kind'],
            suspected: values['guardian.suspected'] === 'yes',
            ...(values['guardian.name'].trim() === '' ? {} : { name: values['guardian.name'].trim() }),
          },
        }),
    on,
  },
  idempotencyKey: values.heardKey,
});
