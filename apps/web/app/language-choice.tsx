import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, languageNames, languages, type Language } from '../i18n/index.js';

/** The language of the application, each by its own name. */
export function LanguageChoice() {
  const { t, i18n } = useTranslation('common');
  const [failed, setFailed] = useState(false);
  const choose = async (language: Language) => {
    try {
      await changeLanguage(language);
      setFailed(false);
    } catch {
      // the old one stays, and it is said that the network is needed
      setFailed(true);
    }
  };
  return (
    <NativeSelect
      aria-label={t('language.choose')}
      size="sm"
      value={i18n.language}
      error={failed && t('language.failed')}
      onChange={({ currentTarget }) => void choose(currentTarget.value as Language)}
      data={languages.map((language) => ({ value: language, label: languageNames[language] }))}
    />
  );
}
