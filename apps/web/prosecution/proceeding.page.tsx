import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ProceedingOnFileAnswer } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { Lines } from '../case/parts/lines.js';
import { endedStages } from '../codes.js';
import { Notice } from '../components/notice.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { SummaryList } from '../components/summary-list.js';
import { Tag } from '../components/tag.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { leftTrafficking } from './articles.js';
import { LoadedProceeding } from './loaded-proceeding.js';
import { Marks } from './marks.js';
import { StageForm } from './stage-form.js';
import { stepsOf } from './steps-of.js';
import { useArticle } from './use-article.js';

/** A criminal proceeding: what it is about, how it went, that she is helped, and its next stage. */
export function ProceedingPage() {
  return (
    <LoadedProceeding>
      {(proceeding, file, etag) => (
        <Proceeding key={proceeding.proceedingId} file={file} etag={etag} proceeding={proceeding} />
      )}
    </LoadedProceeding>
  );
}

function Proceeding({
  file,
  etag,
  proceeding,
}: {
  readonly file: CaseAnswer;
  readonly etag: string | undefined;
  readonly proceeding: ProceedingOnFileAnswer;
}) {
  const { t } = useTranslation('prosecution');
  const { date } = useFormats();
  const article = useArticle();
  const nameOf = useOrganisationName();
  // a form for each step that is taken here; a step of somebody else leaves what is being written
  const [taken, setTaken] = useState<readonly string[]>([]);
  const { proceedingId, office, registerNumber, registeredOn, articles, stage, stages, requalifications } = proceeding;
  const came = (to: string) => stages.some((one) => one.stage === to);
  return (
    <Page
      title={t('proceeding.title')}
      lead={
        <Group component="span" gap="sm">
          <Anchor component={Link} to={`/cases/${file.caseId}`} inherit>
            {file.caseNumber}
          </Anchor>
          <Marks
            stage={stage}
            dropped={came('Dismissed')}
            reopened={came('Reopened')}
            articles={articles}
            earlierArticles={requalifications.map(({ from }) => from).filter((one) => !articles.includes(one))}
            registeredOn={registeredOn}
          />
        </Group>
      }
      narrow
    >
      {taken.length > 0 && <Notice key={taken.length} text={taken.at(-1)!} />}
      <Panel title={t('proceeding.about')}>
        <SummaryList
          rows={[
            {
              label: t('field.articles'),
              value: articles.map((one) => <div key={one}>{article(one, registeredOn)}</div>),
            },
            ...(registerNumber === undefined ? [] : [{ label: t('field.registerNumber'), value: registerNumber }]),
            { label: t('field.registeredOn'), value: date(registeredOn) },
            { label: t('field.office'), value: nameOf(office) },
          ]}
        />
        {!endedStages.has(stage) && (
          <Button
            component={Link}
            to={`/cases/${file.caseId}/proceedings/${proceedingId}/requalify`}
            variant="default"
            mt="md"
          >
            {t('requalify.title')}
          </Button>
        )}
      </Panel>
      <Person file={file} />
      <Panel title={t('stages.title')}>
        <History proceeding={proceeding} />
      </Panel>
      <Panel title={t('move.title')}>
        <StageForm
          key={taken.length}
          file={file}
          etag={etag}
          proceeding={proceeding}
          onDone={(text) => setTaken([...taken, text])}
        />
      </Panel>
    </Page>
  );
}

/** Her status, and that she is helped: which help it is stands in no file of a proceeding. */
function Person({ file: { status, assisted, assistedSince } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation(['prosecution', 'common']);
  const code = useCode();
  const { date } = useFormats();
  const help = assistedSince
    ? t('person.helpSince', { date: date(assistedSince) })
    : assisted
      ? t('person.help')
      : t('person.noHelp');
  return (
    <Panel title={t('person.title')}>
      <SummaryList
        rows={[
          { label: t('common:label.status'), value: code('identificationStatus', status) },
          { label: t('person.assistance'), value: help },
        ]}
      />
      <Text size="sm" c="dimmed">
        {t('person.why')}
      </Text>
    </Panel>
  );
}

/** Every stage it came to and every charge that was requalified, the last one first. */
function History({ proceeding }: { readonly proceeding: ProceedingOnFileAnswer }) {
  const { t } = useTranslation('prosecution');
  const code = useCode();
  const { date } = useFormats();
  const article = useArticle();
  const { articles: known } = useInstallation();
  const steps = stepsOf(proceeding);
  const present = steps.findLastIndex((step) => 'stage' in step);
  return (
    <Lines
      lines={steps
        .map((step, index) => {
          const { on, ground } = step;
          const said = ground && t('stages.ground', { ground });
          const key = String(index);
          if ('stage' in step) {
            return {
              key,
              title: <strong>{code('proceedingStage', step.stage)}</strong>,
              more: [date(on), said],
              aside: index === present && <Tag>{t('stages.now')}</Tag>,
            };
          }
          const { from, to } = step;
          return {
            key,
            title: <strong>{t('stages.requalified', { from, to })}</strong>,
            more: [`${article(from, on)} → ${article(to, on)}`, date(on), said],
            aside: leftTrafficking(known, { earlier: [from], now: [to] }, on) && (
              <Tag tone="late">{t('mark.notTrafficking')}</Tag>
            ),
          };
        })
        .toReversed()}
    />
  );
}
