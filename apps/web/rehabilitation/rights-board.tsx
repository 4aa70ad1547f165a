import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, RehabilitationGoalAnswer } from '../api/answers.js';
import { goalStatuses } from '../codes.js';
import { useAnnounce } from '../components/announcer.js';
import { Board, type BoardCard } from '../components/board.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useBusy } from '../form/use-busy.js';
import { useCode, useFormats } from '../i18n/index.js';
import { ProgressDialog } from './progress-dialog.js';
import { useProgress, type Progress } from './use-progress.js';

/** The next step of a goal, mostly. */
const nextOf: Readonly<Record<string, string>> = { Planned: 'InProgress', InProgress: 'Achieved' };
/** These are shown when something is in them. */
const rare: readonly string[] = ['NotAchieved', 'Dropped'];

/** The rights that are to be restored, by how far each is; a goal is moved by its buttons. */
export function RightsBoard({
  file,
  mayRecord,
  moved,
  onMoved,
}: {
  readonly file: CaseAnswer;
  readonly mayRecord: boolean;
  readonly moved: string | undefined;
  onMoved(goalId: string): void;
}) {
  const { t } = useTranslation('rehabilitation');
  const announce = useAnnounce();
  const code = useCode();
  const { today } = useFormats();
  const record = useProgress(file);
  const { busy, problem, run } = useBusy();
  const [asking, setAsking] = useState<RehabilitationGoalAnswer>();
  const goals = file.rehabilitation?.goals ?? [];
  const plan = `/cases/${file.caseId}/rehabilitation/plan`;

  const move = async (goal: RehabilitationGoalAnswer, progress: Progress) => {
    announce(await record(goal, progress));
    onMoved(goal.goalId);
  };
  const press = (goal: RehabilitationGoalAnswer, status: string) =>
    run(goal.goalId, () => move(goal, { status, on: today(), note: '' }));
  const card = (goal: RehabilitationGoalAnswer): BoardCard => {
    const next = nextOf[goal.status];
    const right = code('right', goal.right);
    return {
      id: goal.goalId,
      title: right,
      content: (
        <>
          {goal.description !== undefined && <p>{goal.description}</p>}
          {mayRecord && (
            <Group gap="xs" mt="xs">
              {next !== undefined && (
                <Button variant="default" loading={busy === goal.goalId} onClick={() => void press(goal, next)}>
                  <span aria-hidden="true">{'→\u00a0'}</span>
                  {code('goalStatus', next)}
                  <span className="for-screen-readers">: {right}</span>
                </Button>
              )}
              <Button variant="subtle" px="xs" onClick={() => setAsking(goal)}>
                {t('board.other')}
                <span className="for-screen-readers">: {right}</span>
              </Button>
            </Group>
          )}
        </>
      ),
    };
  };
  return (
    <Panel
      title={t('board.title')}
      actions={
        mayRecord && (
          <Button component={Link} to={plan} variant="default">
            {goals.length === 0 ? t('board.makePlan') : t('board.changePlan')}
          </Button>
        )
      }
    >
      {problem !== undefined && <ProblemMessage error={problem} />}
      {goals.length === 0 ? (
        <Text c="dimmed">{t('board.none')}</Text>
      ) : (
        <Board
          moved={moved}
          columns={goalStatuses
            .map((status) => ({
              id: status,
              title: code('goalStatus', status),
              cards: goals.filter((goal) => goal.status === status).map(card),
            }))
            .filter(({ id, cards }) => cards.length > 0 || !rare.includes(id))}
        />
      )}
      {asking && (
        <ProgressDialog
          goal={asking}
          onMove={(progress) => move(asking, progress)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Panel>
  );
}
