import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../app/session.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { SummaryList } from '../components/summary-list.js';
import { Tag } from '../components/tag.js';
import { useFormats } from '../i18n/index.js';
import { useProblemText } from '../i18n/use-problem-text.js';
import { BothVersions } from './both-versions.js';
import { keepDraft } from './drafts.js';
import { lastPartOf, problemOfEntry, type Content, type Entry } from './entry.js';
import { keepEntry, removeEntry } from './outbox-store.js';
import { sendSoon } from './sending.js';

/** One entry that waits: what was entered, how it stands, and what can be done. */
export function EntryPanel({ entry, behind }: { readonly entry: Entry; readonly behind: boolean }) {
  const { t } = useTranslation(['offline', 'common']);
  const { ago } = useFormats();
  const { user } = useMe();
  const router = useRouter();
  const [asking, setAsking] = useState<'delete' | 'send'>();
  const { id, state, content } = entry;
  // that it is there already is no reason to log her once more
  const isLogged = content.path === '/cases' && content.problem?.kind === 'wrong-state';
  const form = isLogged ? undefined : content.form;
  const etag = content.problem?.members['etag'];
  // of a conflict the state that is shown here: if yet more happens, it is a conflict again
  const seen = typeof etag === 'string' ? etag : undefined;

  const change = async ({ address, draft, typed: { basis, ...typed } }: NonNullable<Content['form']>) => {
    await keepDraft(user, draft, {
      ...typed,
      ...(basis ? { basis: { ...basis, ifMatch: seen ?? basis.ifMatch } } : {}),
    });
    await removeEntry(id);
    router.history.push(address);
  };
  const sendAsOwn = async () => {
    await keepEntry(user, content, 'Waiting', id);
    sendSoon();
  };
  const sendOnTop = async () => {
    const { problem: _, ifMatch: __, ...rest } = content;
    await keepEntry(user, { ...rest, ...(seen === undefined ? {} : { ifMatch: seen }) }, 'Waiting', id);
    sendSoon();
  };

  return (
    <Panel title={t(`kind.${lastPartOf(content.kind)}`)} actions={<StateTag entry={entry} behind={behind} />}>
      <Text c="dimmed" size="sm" mb="sm">
        {t('enteredAt', { when: ago(content.enteredAt) })}
      </Text>
      {state === 'Conflict' ? <BothVersions content={content} /> : <SummaryList rows={content.summary} />}
      {state === 'Unseen' && <Text mt="sm">{t('unseenHint')}</Text>}
      {state === 'Refused' && <Reasons content={content} />}
      {isLogged && (
        <Anchor component={Link} to={`/cases/${content.chain}`}>
          {t('openCase')}
        </Anchor>
      )}
      <Group mt="md">
        {state === 'Unseen' && <Button onClick={() => void sendAsOwn()}>{t('sendAsOwn')}</Button>}
        {state === 'Conflict' && <Button onClick={() => setAsking('send')}>{t('common:conflict.keepYours')}</Button>}
        {form && (
          <Button variant="default" onClick={() => void change(form)}>
            {t('changeFirst')}
          </Button>
        )}
        <Button variant="default" onClick={() => setAsking('delete')}>
          {state === 'Conflict' ? t('common:conflict.discardYours') : t('common:action.delete')}
        </Button>
      </Group>
      <ConfirmDialog
        open={asking === 'send'}
        title={t('sendTitle')}
        text={t('sendText')}
        choices={[{ label: t('common:conflict.keepYours'), act: sendOnTop }]}
        onClose={() => setAsking(undefined)}
      />
      <ConfirmDialog
        open={asking === 'delete'}
        title={t('deleteTitle')}
        text={t('deleteText')}
        choices={[{ label: t('deleteConfirm'), danger: true, act: () => removeEntry(id) }]}
        onClose={() => setAsking(undefined)}
      />
    </Panel>
  );
}

function StateTag({ entry: { state }, behind }: { readonly entry: Entry; readonly behind: boolean }) {
  const { t } = useTranslation(['offline', 'common']);
  return (
    <Tag tone={state === 'Waiting' ? 'wait' : 'late'}>
      {t(state === 'Waiting' && behind ? 'state.Behind' : `state.${state}`)}
    </Tag>
  );
}

/** Why the API did not take it: by field, where fields are to blame. */
function Reasons({ content: { problem } }: { readonly content: Content }) {
  const { fields } = useProblemText();
  if (problem === undefined) return null;
  const error = problemOfEntry(problem);
  const wrong = Object.values(fields(error));
  return (
    <>
      <ProblemMessage error={error} />
      {wrong.length > 0 && (
        <ul>
          {wrong.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </>
  );
}
