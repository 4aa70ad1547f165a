import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks for the number of a case. Nobody is looked for by name: who watches over data sees none. */
export function FindCase({ initial = '', onFind }: { readonly initial?: string; onFind(caseNumber: string): void }) {
  const { t } = useTranslation(['protection', 'common']);
  const [number, setNumber] = useState(initial);
  const [missing, setMissing] = useState(false);
  return (
    <form
      noValidate
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const asked = number.trim();
        setMissing(asked === '');
        if (asked !== '') onFind(asked);
      }}
    >
      <Group align="flex-end" gap="sm" mb="lg">
        <TextInput
          id="case"
          label={t('common:label.caseNumber')}
          description={t('find.hint')}
          value={number}
          onChange={({ currentTarget }) => setNumber(currentTarget.value)}
          error={missing ? t('common:form.required') : undefined}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={36}
          flex="0 1 20rem"
        />
        <Button type="submit">{t('common:action.search')}</Button>
      </Group>
    </form>
  );
}
