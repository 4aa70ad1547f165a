import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ExclusionOnFileAnswer } from '../../api/answers.js';
import { useAnnounce } from '../../components/announcer.js';
import { ConfirmDialog } from '../../components/confirm-dialog.js';
import { Panel } from '../../components/panel.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useFormats } from '../../i18n/index.js';
import { write } from '../../offline/outbox.js';
import { Lines } from '../parts/lines.js';
import { LinkButton } from './link-button.js';

/** Whom she keeps out of her file, until she says otherwise. */
export function ExclusionsPanel({ file: { caseId, exclusions = [] } }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation(['case', 'common', 'offline']);
  const { today } = useFormats();
  const nameOf = useOrganisationName();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [lifting, setLifting] = useState<ExclusionOnFileAnswer>();
  const said = ({ organisationId, user }: ExclusionOnFileAnswer): string =>
    [user, nameOf(organisationId)].filter(Boolean).join(' · ');
  const lift = async (exclusion: ExclusionOnFileAnswer) => {
    const result = await write({
      path: `/cases/${caseId}/exclusions/${exclusion.exclusionId}/lifting`,
      body: { on: today() },
      idempotencyKey: `lifting-${exclusion.exclusionId}`,
      kind: 'kind.exclusionLifting',
      chain: caseId,
      summary: [{ label: t('exclude.whom'), value: said(exclusion) }],
    });
    await queries.invalidateQueries();
    announce('queued' in result ? t('common:form.keptOnDevice') : t('exclude.lifted'));
  };
  return (
    <Panel title={t('exclude.panel')}>
      {exclusions.length === 0 ? (
        <Text mb="sm">{t('exclude.none')}</Text>
      ) : (
        <Lines
          lines={exclusions.map((exclusion) => ({
            key: exclusion.exclusionId,
            title: said(exclusion),
            more: [exclusion.user === undefined ? t('exclude.wholeOrganisation') : t('exclude.oneOfficer')],
            aside: (
              <Button variant="default" size="sm" onClick={() => setLifting(exclusion)}>
                {t('exclude.lift')}
                <span className="for-screen-readers">: {said(exclusion)}</span>
              </Button>
            ),
          }))}
        />
      )}
      <LinkButton to={`/cases/${caseId}/exclusions/new`}>{t('exclude.add')}</LinkButton>
      <ConfirmDialog
        open={lifting !== undefined}
        title={t('exclude.liftTitle')}
        text={t('exclude.liftText', { whom: lifting === undefined ? '' : said(lifting) })}
        choices={[{ label: t('exclude.lift'), act: () => (lifting === undefined ? undefined : lift(lifting)) }]}
        onClose={() => setLifting(undefined)}
      />
    </Panel>
  );
}
