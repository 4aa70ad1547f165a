import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../components/announcer.js';
import { Page } from '../components/page.js';
import { OrganisationForm } from './organisation-form.js';

/** Lets an organisation take part in the mechanism. */
export function RegisterPage() {
  const { t } = useTranslation(['administration', 'common']);
  const router = useRouter();
  const announce = useAnnounce();
  const leave = (address: string, text: string) => {
    announce(text);
    router.history.replace(address);
  };
  return (
    <Page title={t('organisation.registerTitle')} lead={t('organisation.registerLead')} narrow>
      <OrganisationForm
        initial={{ name: '', type: '', services: [], regions: [] }}
        path="/organisations"
        submit={t('organisation.register')}
        onSent={(organisationId, name) =>
          leave(`/organisations/${organisationId}/members`, t('organisation.registered', { name }))
        }
        onQueued={() => leave('/organisations', t('common:form.keptOnDevice'))}
      />
    </Page>
  );
}
