import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.js';
import { useLeave } from '../form/use-leave.js';
import { OrganisationForm } from './organisation-form.js';

/** Lets an organisation take part in the mechanism. */
export function RegisterPage() {
  const { t } = useTranslation(['administration', 'common']);
  const leave = useLeave('/organisations');
  return (
    <Page title={t('organisation.registerTitle')} lead={t('organisation.registerLead')} narrow>
      <OrganisationForm
        initial={{ name: '', type: '', services: [], regions: [] }}
        path="/organisations"
        submit={t('organisation.register')}
        onSent={(organisationId, name) =>
          leave(t('organisation.registered', { name }), `/organisations/${organisationId}/members`)
        }
        onQueued={() => leave(t('common:form.keptOnDevice'))}
      />
    </Page>
  );
}
