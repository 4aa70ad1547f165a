import { useTranslation } from 'react-i18next';
import type { OrganisationItem } from '../api/answers.js';
import { Page } from '../components/page.js';
import { useLeave } from '../form/use-leave.js';
import { LoadedOrganisation } from './loaded-organisation.js';
import { OrganisationForm } from './organisation-form.js';

/** Says what an organisation is from now on. */
export function DetailsPage() {
  return <LoadedOrganisation>{(organisation) => <Details organisation={organisation} />}</LoadedOrganisation>;
}

function Details({
  organisation: { organisationId, name, type, services, regions },
}: {
  readonly organisation: OrganisationItem;
}) {
  const { t } = useTranslation(['administration', 'common']);
  const leave = useLeave(`/organisations/${organisationId}/members`);
  return (
    <Page title={t('organisation.changeTitle')} lead={t('organisation.changeLead')} narrow>
      <OrganisationForm
        initial={{ name, type, services, regions }}
        path={`/organisations/${organisationId}/details`}
        submit={t('common:action.save')}
        onSent={() => leave(t('common:form.saved'))}
        onQueued={() => leave(t('common:form.keptOnDevice'))}
      />
    </Page>
  );
}
