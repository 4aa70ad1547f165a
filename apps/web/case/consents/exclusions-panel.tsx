import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, ExclusionOnFileAnswer } from '../../api/answers.js';
import { useAnnounce } from '../../components/announcer.js';
import { ConfirmDialog } from '../../components/confirm-dialog.js';
import { Panel } from '../../components/panel.js';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useStep } from '../../form/use-step.js';
import { useFormats } from '../../i18n/index.js';
import { Lines } from '../parts/lines.js';
import { LinkButton } from './link-button.js';

/** Whom she keeps out of her file, until she says otherwise. */
export function ExclusionsPanel({ file }: { readonly file: CaseAnswer }) {
  const { caseId, exclusions = [] } = file;
  const { t } = useTranslation(['case', 'common', 'offline']);
  const { today } = useFormats();
  const nameOf = useOrganisationName();
  const takeStep = useStep(file);
  const announce = useAnnounce();
  const [lifting, setLifting] = useState<ExclusionOnFileAnswer>();
  const said = ({ organisationId, user }: ExclusionOnFileAnswer): string =>
    [user, nameOf(organisationId)].filter(Boolean).join(' · ');
  const lift = async (exclusion: ExclusionOnFileAnswer) => {
    const how = await takeStep({
      path: `/cases/${caseId}/exclusions/${exclusion.exclusionId}/lifting`,
      body: { on: today() },
      kind: 'kind.exclusionLifting',
      summary: [{ label: t('exclude.whom'), value: said(exclusion) }],
    });
    announce(how === 'Queued' ? t('common:form.keptOnDevice') : t('exclude.lifted'));
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
