import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ErasureAnswer } from '../api/answers.js';
import { Panel } from '../components/panel.js';
import { SummaryList } from '../components/summary-list.js';
import { Tag } from '../components/tag.js';
import { useCode, useFormats } from '../i18n/index.js';

/** What was done to erase a person, when, and since when it holds for every backup as well. */
export function Certificate({ erasure }: { readonly erasure: ErasureAnswer }) {
  const { t } = useTranslation(['protection', 'common']);
  const code = useCode();
  const { dateTime } = useFormats();
  const { caseNumber, reason, legalGround, erasedAt, keyDeletedAt, finalAt, finalExpectedBy, policy } = erasure;
  const row = (label: string, value: string | undefined) => (value === undefined ? [] : [{ label, value }]);
  const said = (instant: string | undefined) => instant && dateTime(instant);
  return (
    <Panel
      title={t('certificate.title')}
      actions={
        <Tag tone={finalAt === undefined ? 'wait' : 'good'}>
          {finalAt === undefined ? t('certificate.notFinal') : t('certificate.isFinal')}
        </Tag>
      }
    >
      <SummaryList
        rows={[
          { label: t('common:label.caseNumber'), value: caseNumber },
          ...row(t('erasure.reason'), reason && code('erasureReason', reason)),
          ...row(t('erasure.ground'), legalGround && code('erasureGround', legalGround)),
          ...row(t('certificate.erasedAt'), said(erasedAt)),
          ...row(t('certificate.keyDeletedAt'), said(keyDeletedAt)),
          ...row(t('certificate.finalAt'), said(finalAt)),
          ...row(t('certificate.finalExpectedBy'), finalAt === undefined ? said(finalExpectedBy) : undefined),
          { label: t('certificate.policy'), value: policy },
        ]}
      />
      <Text mt="md">{finalAt === undefined ? t('certificate.whyNotFinal') : t('certificate.whatFinal')}</Text>
      <Button mt="md" variant="default" className="not-printed" onClick={() => print()}>
        {t('common:action.print')}
      </Button>
    </Panel>
  );
}
