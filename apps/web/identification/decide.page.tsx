import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LoadedCase } from '../case/loaded-case.js';
import { DecisionsPart } from '../case/parts/decisions-part.js';
import { FactsPart } from '../case/parts/facts-part.js';
import { Page } from '../components/page.js';
import { DecisionForm } from './decision-form.js';

/** Decides on the status of the person of a case: what is known of it, what was decided before, and the decision. */
export function DecidePage() {
  const { t } = useTranslation('identification');
  return (
    <LoadedCase>
      {(file, etag) => (
        <Page
          title={t('decide.title')}
          lead={
            <Anchor component={Link} to={`/cases/${file.caseId}`} inherit>
              {file.caseNumber}
            </Anchor>
          }
          narrow
        >
          <FactsPart file={file} />
          <DecisionsPart file={file} />
          <DecisionForm file={file} etag={etag} />
        </Page>
      )}
    </LoadedCase>
  );
}
