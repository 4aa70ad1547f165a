import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyMemberAnswer } from '../api/answers.js';
import { useMe } from '../app/session.js';
import styles from '../assistance/records.module.css';
import { Disclosure } from '../components/disclosure.js';
import { Loading } from '../components/loading.js';
import { Notice } from '../components/notice.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { Tag } from '../components/tag.js';
import { useFormats } from '../i18n/index.js';
import { AskForKey } from './ask-for-key.js';
import { ChangePassphrase } from './change-passphrase.js';
import { MakeKey } from './make-key.js';
import { PassphraseForm } from './passphrase-form.js';
import { RecoverKey } from './recover-key.js';
import { RecoveryCode } from './recovery-code.js';
import { RotateKey } from './rotate-key.js';
import { useOrganisationKey } from './use-organisation-key.js';

/** Who leads an organisation makes its key. */
const makers: readonly string[] = ['ngo-manager', 'child-protection-officer'];

/** The key of the organisation: whether there is one, who opens it, and what one can do about it. */
export function OrganisationKeyPage() {
  const { t } = useTranslation('assistance');
  const { organisationId, roles } = useMe();
  const { dateTime } = useFormats();
  const { data, isPending, isError, error, refetch, mine } = useOrganisationKey();
  const [code, setCode] = useState<string>();
  // anew each time: no form keeps a passphrase that has done what it was typed for
  const [done, setDone] = useState<{ readonly text: string; readonly at: number }>();
  const say = (text: string) => setDone({ text, at: Date.now() });
  const path = `/organisations/${organisationId}/key`;
  const mayMake = roles.some((role) => makers.includes(role));
  // also for who opens the key and forgot the passphrase
  const recover = (
    <Disclosure name="key" label={t('key.recover')}>
      <RecoverKey path={path} onRecovered={() => say(t('key.recovered'))} />
    </Disclosure>
  );
  if (code !== undefined) return <RecoveryCode code={code} onDone={() => setCode(undefined)} />;
  return (
    <Page title={t('key.title')} lead={t('key.lead')} narrow>
      {done !== undefined && <Notice text={done.text} />}
      {isPending && <Loading />}
      {isError && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {data?.pairs === 0 && (
        <Panel title={t('key.make')}>
          {mayMake ? <MakeKey path={path} onMade={setCode} /> : <Text>{t('key.notMade')}</Text>}
        </Panel>
      )}
      {data && data.pairs > 0 && (
        <Fragment key={done?.at}>
          {mine !== 'Opens' && (
            <Panel title={t(mine === 'Waits' ? 'key.waiting' : 'key.ask')}>
              <AskForKey path={path} waits={mine === 'Waits'} onAsked={() => say(t('key.asked'))} />
              {recover}
            </Panel>
          )}
          <Panel title={t('key.who')}>
            {data.changedAt !== undefined && (
              <Text c="dimmed" size="sm" mb="xs">
                {t('key.changedAt', { when: dateTime(data.changedAt) })}
              </Text>
            )}
            <ul className={styles.records}>
              {data.members.map((member) => (
                <Member key={member.user} member={member} path={path} mayLetIn={mine === 'Opens'} onLetIn={say} />
              ))}
            </ul>
          </Panel>
          {mine === 'Opens' && (
            <Panel title={t('key.more')}>
              <Disclosure name="key" label={t('key.change')}>
                <ChangePassphrase path={path} onChanged={() => say(t('key.changed'))} />
              </Disclosure>
              {recover}
              <Disclosure name="key" label={t('key.newCode')}>
                <Text>{t('key.newCodeText')}</Text>
                <PassphraseForm<{ recoveryCode: string }>
                  path={`${path}/recovery-code`}
                  submit={t('key.newCode')}
                  onSent={({ recoveryCode }) => setCode(recoveryCode)}
                />
              </Disclosure>
              {mayMake && (
                <Disclosure name="key" label={t('key.rotate')}>
                  <RotateKey path={path} onRotated={() => say(t('key.rotated'))} />
                </Disclosure>
              )}
            </Panel>
          )}
          <Anchor component={Link} to="/shelter-address">
            {t('address.title')}
          </Anchor>
        </Fragment>
      )}
    </Page>
  );
}

function Member({
  member: { user, holding },
  path,
  mayLetIn,
  onLetIn,
}: {
  readonly member: KeyMemberAnswer;
  readonly path: string;
  readonly mayLetIn: boolean;
  onLetIn(said: string): void;
}) {
  const { t } = useTranslation('assistance');
  const waits = holding === 'Waits';
  return (
    <li>
      <strong>{user}</strong>
      <Tag tone={waits ? 'wait' : 'good'}>{t(waits ? 'key.waits' : 'key.opens')}</Tag>
      {waits && mayLetIn && (
        <div className={styles.whole}>
          <Disclosure name="key" label={t('key.letIn', { user })}>
            <Text>{t('key.letInText')}</Text>
            <PassphraseForm
              path={`${path}/members`}
              body={{ user }}
              submit={t('key.letIn', { user })}
              onSent={() => onLetIn(t('key.letInDone', { user }))}
            />
          </Disclosure>
        </div>
      )}
    </li>
  );
}
