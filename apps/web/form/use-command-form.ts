import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { send } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import type { FieldErrors } from '../components/error-summary.js';
import { useProblemText } from '../i18n/use-problem-text.js';
import type { Basis } from '../offline/basis.js';
import { write, type Entered } from '../offline/outbox.js';
import { useDraft, type Draft } from '../offline/use-draft.js';

/** The values of a form, by the name of the field: the API's name of it, with dots (`person.phone`). */
export type Values = Readonly<Record<string, unknown>>;

interface CommonOptions<V extends Values, A> {
  readonly initial: V;
  /** Under this name what is typed is kept on the device until it is sent; absent: it is not worth keeping. */
  readonly draft?: string;
  /** What it is written upon: what is sent is a conflict when that has changed meanwhile. */
  readonly basis?: Basis;
  /** What is wrong before anything is sent: texts by field. `initial`: what the form was begun with. */
  check?(values: V, initial: V): FieldErrors;
  /** What is sent. */
  write(values: V, initial: V): Omit<Entered, 'idempotencyKey' | 'form'>;
  /** It is stored. */
  onSent(answer: A, values: V): void;
}

/** `secret`: it holds a passphrase or the like, which this device keeps not even sealed; without network it fails. */
export type CommandFormOptions<V extends Values, A> = CommonOptions<V, A> &
  (
    | { readonly secret: true }
    | {
        readonly secret?: false;
        /** There is no network: it waits on this device. */
        onQueued(values: V): void;
      }
  );

export interface CommandForm<V extends Values> {
  readonly values: V;
  readonly draft: Draft<V>;
  set<K extends keyof V>(field: K, value: V[K]): void;
  /** Texts of what is wrong, by field. */
  readonly errors: FieldErrors;
  /** What the API refused it for, where no field is to blame. */
  readonly problem: unknown;
  readonly busy: boolean;
  /** Whether these fields are in order; says what is wrong with them otherwise. For forms of several steps. */
  checkFields(fields: readonly (keyof V)[]): boolean;
  submit(): Promise<void>;
}

/** A form that sends one command: checked here, sent once, kept when there is no network. */
export function useCommandForm<V extends Values, A = unknown>(options: CommandFormOptions<V, A>): CommandForm<V> {
  const queries = useQueryClient();
  const router = useRouter();
  const { fields } = useProblemText();
  const draft = useDraft<V>(options.draft, options.initial, options.basis);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  // pressed twice, or sent again after a failure: the same command, stored once
  const command = useRef<{ body: string; key: string }>(undefined);

  const { typed } = draft;
  const { values, initial, basis } = typed;
  const wrong = (): FieldErrors => options.check?.(values, initial) ?? {};
  return {
    values,
    draft,
    errors,
    problem,
    busy,
    set(field, value) {
      draft.set({ ...values, [field]: value });
      if (String(field) in errors) setErrors(without(errors, String(field)));
    },
    checkFields(names) {
      const found = Object.fromEntries(Object.entries(wrong()).filter(([name]) => names.includes(name)));
      setErrors(found);
      return Object.keys(found).length === 0;
    },
    async submit() {
      const found = wrong();
      setErrors(found);
      setProblem(undefined);
      if (Object.keys(found).length > 0) return;
      const asked = { ...options.write(values, initial), ...basis };
      const body = JSON.stringify([asked.path, asked.body]);
      if (command.current?.body !== body) command.current = { body, key: crypto.randomUUID() };
      const { href } = router.state.location;
      const entered: Entered = {
        ...asked,
        idempotencyKey: command.current.key,
        ...(options.draft === undefined ? {} : { form: { address: href, draft: options.draft, typed } }),
      };
      setBusy(true);
      try {
        const result = options.secret
          ? { sent: await send<A>({ ...entered, idempotencyKey: command.current.key }) }
          : await write<A>(entered);
        draft.forget();
        if ('aside' in result) {
          router.history.push('/outbox');
        } else if ('queued' in result) {
          if (!options.secret) options.onQueued(values);
        } else {
          await queries.invalidateQueries();
          options.onSent(result.sent, values);
        }
      } catch (error) {
        const byField = error instanceof ApiProblem ? fields(error) : {};
        if (Object.keys(byField).length > 0) setErrors(byField);
        else setProblem(error);
      } finally {
        setBusy(false);
      }
    },
  };
}

const without = (errors: FieldErrors, field: string): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([name]) => name !== field));
