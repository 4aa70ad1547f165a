import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOrganisationName } from '../../directory/use-organisations.js';
import { useCode } from '../../i18n/index.js';
import type { Consequence } from './consequences.js';

/** What will happen at once, said before it does. */
export function ConsequencesNotice({ consequences }: { readonly consequences: readonly Consequence[] }) {
  const { t } = useTranslation('case');
  const code = useCode();
  const nameOf = useOrganisationName();
  const named = (groups: readonly string[]) => groups.map((group) => code('fieldGroup', group)).join(', ');
  const lines = consequences.flatMap(({ organisationId, recalled, closed, kept }) => {
    const organisation = nameOf(organisationId);
    return [
      ...(recalled ? [t('consequences.recalled', { organisation })] : []),
      ...(closed.length > 0 ? [t('consequences.closed', { organisation, groups: named(closed) })] : []),
      ...(kept.length > 0 ? [t('consequences.kept', { organisation, groups: named(kept) })] : []),
    ];
  });
  return (
    <Alert color="clay" variant="light" title={t('consequences.title')} role="status">
      {lines.length === 0 ? (
        t('consequences.none')
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
