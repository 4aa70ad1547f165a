import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AssistanceGoalAnswer, CaseAnswer } from '../api/answers.js';
import { Board, type BoardCard } from '../components/board.js';
import { Panel } from '../components/panel.js';
import { ProblemMessage } from '../components/problem-message.js';
import { useBusy } from '../form/use-busy.js';
import { useCode, useFormats } from '../i18n/index.js';
import { useLogService } from './use-log-service.js';

const states = ['Needed', 'Planned', 'Given'] as const;
type State = (typeof states)[number];

/**
 * What she needs and what is planned, by how far it is. Nobody sets that: a need is planned when it has a goal, and given
 * once such help was given.
 */
export function AssistanceBoard({
  file,
  mayRecord,
  onLogged,
}: {
  readonly file: CaseAnswer;
  readonly mayRecord: boolean;
  onLogged(said: string): void;
}) {
  const { t } = useTranslation('assistance');
  const code = useCode();
  const { today, date } = useFormats();
  const log = useLogService(file);
  const { busy, problem, run } = useBusy();
  const { needs = [], goals = [], services = [] } = file.assistance ?? {};
  const plan = `/cases/${file.caseId}/assistance/plan`;
  const last = (service: string) =>
    services
      .filter((one) => one.service === service)
      .map(({ deliveredOn }) => deliveredOn)
      .toSorted()
      .at(-1);
  const give = (service: string, id: string) => run(id, async () => onLogged(await log(service, today())));
  const card = (id: string, service: string, goal?: AssistanceGoalAnswer): BoardCard & { readonly state: State } => {
    const givenOn = last(service);
    const state = givenOn !== undefined ? 'Given' : goal ? 'Planned' : 'Needed';
    return {
      id,
      state,
      title: code('service', service),
      content: (
        <>
          {goal?.description !== undefined && <p>{goal.description}</p>}
          {givenOn !== undefined && (
            <p>
              <Text component="span" c="dimmed" size="sm">
                {t('board.lastGiven', { date: date(givenOn) })}
              </Text>
            </p>
          )}
          {mayRecord && state === 'Needed' && (
            <Button component={Link} to={plan} variant="default" mt="xs">
              {t('board.plan')}
            </Button>
          )}
          {mayRecord && state !== 'Needed' && (
            <Button variant="default" mt="xs" loading={busy === id} onClick={() => void give(service, id)}>
              {t('board.give')}
              <span className="for-screen-readers">: {code('service', service)}</span>
            </Button>
          )}
        </>
      ),
    };
  };
  const cards = [
    ...needs.filter((need) => !goals.some(({ service }) => service === need)).map((need) => card(`need ${need}`, need)),
    ...goals.map((goal) => card(`goal ${goal.goalId}`, goal.service, goal)),
  ];
  return (
    <Panel
      title={t('board.title')}
      actions={
        mayRecord && (
          <Button component={Link} to={plan} variant="default">
            {cards.length === 0 ? t('board.makePlan') : t('board.changePlan')}
          </Button>
        )
      }
    >
      {problem !== undefined && <ProblemMessage error={problem} />}
      {cards.length === 0 ? (
        <Text c="dimmed">{t('board.none')}</Text>
      ) : (
        <Board
          columns={states.map((state) => ({
            id: state,
            title: t(`board.state.${state}`),
            cards: cards.filter((one) => one.state === state),
          }))}
        />
      )}
    </Panel>
  );
}
