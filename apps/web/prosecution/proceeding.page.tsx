import { Anchor, Group, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ProceedingOnFileAnswer } from '../api/answers.js';
import { LoadedCase } from '../case/loaded-case.js';
import { Lines } from '../case/parts/lines.js';
import { Empty } from '../components/empty.js';
import { Notice } from '../components/notice.js';
import { Page } from '../components/page.js';
import { Panel } from '../components/panel.js';
import { SummaryList } from '../components/summary-list.js';
import { Tag } from '../components/tag.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { Marks } from './marks.js';
import { StageForm } from './stage-form.js';
import { useArticle } from './use-article.js';

/** A criminal proceeding: what it is about, how it went, that she is helped, and its next stage. */
export function ProceedingPage() {
  const { t } = useTranslation('prosecution');
  const { proceedingId } = useParams({ strict: false }) as { proceedingId: string };
  return (
    <LoadedCase>
      {(file, etag) => {
        const proceeding = file.proceedings?.find((one) => one.proceedingId === proceedingId);
        if (proceeding === undefined) return <Empty title={t('unknown.title')} hint={t('unknown.hint')} />;
        return <Proceeding key={proceedingId} file={file} etag={etag} proceeding={proceeding} />;
      }}
    </LoadedCase>
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
  const { office, registerNumber, registeredOn, articles, stage, stages } = proceeding;
  const came = (to: string) => stages.some((one) => one.stage === to);
  return (
    <Page
      title={t('proceeding.title')}
      lead={
        <Group component="span" gap="sm">
          <Anchor component={Link} to={`/cases/${file.caseId}`} inherit>
            {file.caseNumber}
          </Anchor>
          <Marks stage={stage} dropped={came('Dismissed')} reopened={came('Reopened')} />
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
      </Panel>
      <Person file={file} />
      <Panel title={t('stages.title')}>
        <Stages proceeding={proceeding} />
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

/** Every stage it came to, the last one first. */
function Stages({ proceeding: { registeredOn, stages } }: { readonly proceeding: ProceedingOnFileAnswer }) {
  const { t } = useTranslation('prosecution');
  const code = useCode();
  const { date } = useFormats();
  const all = [{ stage: 'Registered', on: registeredOn, ground: undefined }, ...stages];
  return (
    <Lines
      lines={all
        .map(({ stage, on, ground }, index) => ({
          key: String(index),
          title: <strong>{code('proceedingStage', stage)}</strong>,
          more: [date(on), ground && t('stages.ground', { ground })],
          aside: index === all.length - 1 && <Tag>{t('stages.now')}</Tag>,
        }))
        .toReversed()}
    />
  );
}
