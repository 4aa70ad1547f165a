import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/answers.js';
import { Panel } from '../../components/panel.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode, useFormats } from '../../i18n/index.js';
import { Lines } from './lines.js';

/** The decisions on the status, the last one first. */
export function DecisionsPart({ file: { decisions = [] } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const { date } = useFormats();
  const nameOf = useOrganisationName();
  if (decisions.length === 0) return null;
  return (
    <Panel title={t('decisions.title')}>
      <Lines
        lines={decisions
          .map(({ status, decidedOn, decidingBody, organisationId, ruleVersion, reasons = [] }, index) => ({
            key: String(index),
            title: <strong>{code('identificationStatus', status)}</strong>,
            more: [
              `${date(decidedOn)} · ${code('decidingBody', decidingBody)}`,
              t('decisions.recordedBy', { organisation: nameOf(organisationId), rule: ruleVersion }),
              ...reasons,
            ],
          }))
          .toReversed()}
      />
    </Panel>
  );
}
