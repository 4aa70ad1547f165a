import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../components/announcer.js';
import { Page } from '../components/page.js';
import { LoadedOrganisation } from './loaded-organisation.js';
import { OrganisationForm } from './organisation-form.js';

/** Says what an organisation is from now on. */
export function DetailsPage() {
  const { t } = useTranslation(['administration', 'common']);
  const router = useRouter();
  const announce = useAnnounce();
  return (
    <LoadedOrganisation>
      {({ organisationId, name, type, services, regions }) => {
        const leave = (text: string) => {
          announce(text);
          router.history.replace(`/organisations/${organisationId}/members`);
        };
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
      }}
    </LoadedOrganisation>
  );
}
