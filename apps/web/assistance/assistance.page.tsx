import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../app/session.js';
import { Notice } from '../components/notice.js';
import { AssistanceBoard } from './assistance-board.js';
import { CarePage } from './care-page.js';
import { LogService } from './log-service.js';
import { partIn } from './part-in.js';
import { ServicesGiven } from './services-given.js';
import { Unchanging } from './unchanging.js';

/** The help somebody gets: logged by one press, planned, and what was given. */
export function AssistancePage() {
  const { t } = useTranslation('assistance');
  const { organisationId } = useMe();
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  // without network help is given, too
  const [kept, setKept] = useState<string>();
  const withoutCase = (
    <>
      {kept !== undefined && <Notice text={kept} />}
      <LogService caseId={caseId} onLogged={setKept} />
    </>
  );
  return (
    <CarePage title={t('title')} without={withoutCase}>
      {({ file }) => {
        const part = partIn(file, organisationId);
        const mayRecord = part.cares && !part.closed;
        return (
          <>
            {!mayRecord && <Unchanging closed={part.closed} />}
            {kept !== undefined && <Notice text={kept} />}
            {mayRecord && <LogService caseId={caseId} file={file} onLogged={setKept} />}
            <AssistanceBoard file={file} mayRecord={mayRecord} onLogged={setKept} />
            <ServicesGiven services={file.assistance?.services ?? []} />
          </>
        );
      }}
    </CarePage>
  );
}
