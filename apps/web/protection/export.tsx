import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportStandingAnswer } from '../api/answers.js';
import { send } from '../api/client.js';
import { useMe } from '../app/session.js';
import type { Role } from '../codes.js';
import { useAnnounce } from '../components/announcer.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Due } from '../components/due.js';
import { Tag, type Tone } from '../components/tag.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import { Row } from '../list/row.js';
import { TakeExport } from './take-export.js';

/** Supervisors and managers; where an organisation has neither, a colleague: as the API has it. */
const approving: readonly Role[] = [
  'police-supervisor',
  'ngo-manager',
  'child-protection-officer',
  'consular-officer',
  'labour-inspector',
];

const tones: Readonly<Record<ExportStandingAnswer['state'], Tone>> = {
  Requested: 'wait',
  Approved: 'good',
  Lapsed: 'plain',
  Taken: 'plain',
};

/** A copy that was asked for: by whom, what for, and the next step. */
export function Export({ asked }: { readonly asked: ExportStandingAnswer }) {
  const { t } = useTranslation('protection');
  const code = useCode();
  const nameOf = useOrganisationName();
  const { dateTime } = useFormats();
  const { user: me, roles, organisationId: ours } = useMe();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [approves, setApproves] = useState(false);
  // pressed twice it is one command
  const key = useRef(crypto.randomUUID());
  const { exportId, organisationId, requestedBy, requestedAt, purpose, state, approvedBy, until } = asked;
  const approve = async () => {
    await send({ path: `/exports/${exportId}/approval`, body: {}, idempotencyKey: key.current });
    await queries.invalidateQueries();
    announce(t('exports.approved'));
  };
  const mayApprove = organisationId === ours && roles.some((role) => approving.includes(role)) && requestedBy !== me;
  return (
    <Row
      title={code('exportPurpose', purpose)}
      aside={
        <>
          {state === 'Approved' && until !== undefined && <Due at={until} />}
          <Tag tone={tones[state]}>{code('exportState', state)}</Tag>
        </>
      }
    >
      {organisationId !== ours && <div>{nameOf(organisationId)}</div>}
      <div>{t('exports.by', { user: requestedBy, when: dateTime(requestedAt) })}</div>
      {approvedBy !== undefined && <div>{t('exports.approvedBy', { user: approvedBy })}</div>}
      {state === 'Requested' && mayApprove && (
        <Group mt="sm">
          <Button onClick={() => setApproves(true)}>{t('exports.approve')}</Button>
        </Group>
      )}
      {state === 'Requested' && requestedBy === me && <div>{t('exports.waits')}</div>}
      {state === 'Approved' && requestedBy === me && <TakeExport exportId={exportId} />}
      <ConfirmDialog
        open={approves}
        title={t('exports.approveTitle')}
        text={t('exports.approveText', { user: requestedBy, purpose: code('exportPurpose', purpose) })}
        choices={[{ label: t('exports.approve'), act: approve }]}
        onClose={() => setApproves(false)}
      />
    </Row>
  );
}
