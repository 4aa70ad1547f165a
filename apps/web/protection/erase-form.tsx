import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasureAnswer } from '../api/answers.js';
import { send } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import { useInstallation } from '../app/installation.js';
import { erasureReasons } from '../codes.js';
import { useAnnounce } from '../components/announcer.js';
import { OneOf } from '../components/choices.js';
import { ErrorSummary, type FieldErrors } from '../components/error-summary.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useCode } from '../i18n/index.js';

/** That it was kept long enough is found by the system, not by a person. */
const reasons = erasureReasons.filter((reason) => reason !== 'RetentionOver');

const plain = (number: string): string => number.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();

/**
 * Asks why, on which ground, and for the number once more. It is never kept on the device to be sent later: what cannot be
 * undone happens when it is pressed, or not.
 */
export function EraseForm({
  erasure: { personId, caseNumber, legalHold },
  onDone,
}: {
  readonly erasure: ErasureAnswer;
  /** Asks for what has become of it. */
  onDone(): Promise<unknown>;
}) {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const announce = useAnnounce();
  const { erasureGrounds } = useInstallation();
  const [values, setValues] = useState({ reason: '', legalGround: '', confirm: '' });
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  // pressed twice it is one command
  const command = useRef<{ asked: string; key: string }>(undefined);
  const { reason, legalGround, confirm } = values;

  const submit = async () => {
    const wrong: FieldErrors = {
      ...(reason === '' ? { reason: t('erasure.chooseReason') } : {}),
      ...(legalGround === '' ? { legalGround: t('erasure.chooseGround') } : {}),
      ...(plain(confirm) === plain(caseNumber) ? {} : { confirm: t('erasure.confirmWrong') }),
    };
    setErrors(wrong);
    setProblem(undefined);
    if (Object.keys(wrong).length > 0) return;
    const asked = `${reason} ${legalGround}`;
    if (command.current?.asked !== asked) command.current = { asked, key: crypto.randomUUID() };
    const { key } = command.current;
    setBusy(true);
    try {
      await send({ path: `/persons/${personId}/erasure`, body: { reason, legalGround }, idempotencyKey: key });
      announce(t('erasure.done'));
      await onDone();
    } catch (error) {
      if (error instanceof ApiProblem && error.kind === 'legal-hold') {
        announce(t('hold.onRecord'));
        await onDone();
      } else setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Title order={2} mb="sm">
        {legalHold ? t('erasure.askTitle') : t('erasure.formTitle', { number: caseNumber })}
      </Title>
      <ErrorSummary errors={errors} />
      <OneOf
        name="reason"
        label={t('erasure.reason')}
        error={errors['reason']}
        options={reasons.map((value) => ({ value, label: code('erasureReason', value) }))}
        value={reason}
        onChange={(next) => setValues({ ...values, reason: next })}
        required
      />
      <NativeSelect
        id="legalGround"
        label={t('erasure.ground')}
        error={errors['legalGround']}
        value={legalGround}
        onChange={({ currentTarget }) => setValues({ ...values, legalGround: currentTarget.value })}
        data={[
          { value: '', label: t('common:action.choose') },
          ...erasureGrounds.map((value) => ({ value, label: code('erasureGround', value) })),
        ]}
        withAsterisk
        mb="lg"
      />
      {!legalHold && (
        <>
          <Title order={3}>{t('erasure.whatHappens')}</Title>
          <ul>
            <li>{t('erasure.gone')}</li>
            <li>{t('erasure.stays')}</li>
            <li>{t('erasure.backups')}</li>
            <li>{t('erasure.told')}</li>
          </ul>
        </>
      )}
      <TextInput
        id="confirm"
        label={t('erasure.confirm')}
        description={legalHold ? t('erasure.confirmHeld') : t('erasure.confirmHint')}
        error={errors['confirm']}
        value={confirm}
        onChange={({ currentTarget }) => setValues({ ...values, confirm: currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
        withAsterisk
        maw="20rem"
        mb="lg"
      />
      {problem !== undefined && <ProblemMessage error={problem} />}
      <Button type="submit" loading={busy} {...(legalHold ? {} : { color: 'red.7' })}>
        {legalHold ? t('erasure.ask') : t('erasure.erase')}
      </Button>
    </form>
  );
}
