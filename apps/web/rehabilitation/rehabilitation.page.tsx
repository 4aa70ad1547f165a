import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../app/session.js';
import { CarePage } from '../assistance/care-page.js';
import { careRoles } from '../case/roles.js';
import { partIn } from '../assistance/part-in.js';
import { Unchanging } from '../assistance/unchanging.js';
import { EndPanel } from './end-panel.js';
import { FollowUpsPanel } from './follow-ups-panel.js';
import { RightsBoard } from './rights-board.js';

/** Which rights are to be restored and how far each is, how she is, and how the case ends. */
export function RehabilitationPage() {
  const { t } = useTranslation('rehabilitation');
  const { organisationId, roles } = useMe();
  const [moved, setMoved] = useState<string>();
  const cares = careRoles.some((role) => roles.includes(role));
  return (
    <CarePage title={t('title')}>
      {({ file }) => {
        const part = partIn(file, organisationId);
        return (
          <>
            {(!part.cares || part.closed) && <Unchanging closed={part.closed} />}
            <RightsBoard file={file} mayRecord={cares && part.cares && !part.closed} moved={moved} onMoved={setMoved} />
            <FollowUpsPanel file={file} mayRecord={part.holds || (part.cares && !part.closed)} />
            <EndPanel file={file} part={part} />
          </>
        );
      }}
    </CarePage>
  );
}
