import { useTranslation } from 'react-i18next';
import type { SheetWords } from '../../../libs/audit/readers/sheet-words.js';
import type { ConsentOnFileAnswer, ReadersSheetAnswer } from '../api/answers.js';
import { useInstallation } from '../app/installation.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { dateInWords } from '../i18n/dates.js';
import type { Language } from '../i18n/index.js';
import { ReadersTable } from './readers-table.js';
import styles from './sheet.module.css';

/** What is printed, all of it in her language, whose texts are loaded. Without a name unless one is given. */
export function Sheet({
  readers: { caseNumber, madeOn, days, words },
  language,
  consents,
  name,
}: {
  readonly readers: ReadersSheetAnswer;
  readonly language: Language;
  readonly consents: readonly ConsentOnFileAnswer[] | undefined;
  readonly name: string | undefined;
}) {
  const { i18n } = useTranslation();
  const t = i18n.getFixedT(language, 'protection');
  const said = words as SheetWords;
  const { clocks } = useInstallation();
  const wishes = [
    t('sheet.ask.copy', { count: clocks.subjectRequestDays }),
    t('sheet.ask.correct'),
    t('sheet.ask.withdraw'),
    t('sheet.ask.exclude'),
    t('sheet.ask.erase'),
  ];
  return (
    <section className={styles.sheet} lang={language} aria-label={said.title}>
      <h2>{said.title}</h2>
      <p>
        {said.caseNumber}: <strong>{caseNumber}</strong>
        {name !== undefined && (
          <>
            {' · '}
            <strong>{name}</strong>
          </>
        )}
        <br />
        {said.madeOn}: {dateInWords(language, madeOn)}
      </p>
      <p className={styles.safe}>{said.keepSafe}</p>
      <p>{said.explanation}</p>
      {days.length === 0 ? <p>{said.nobody}</p> : <ReadersTable days={days} words={said} language={language} />}
      <p>{said.rights}</p>
      {consents !== undefined && (
        <>
          <h2>{t('sheet.agreed')}</h2>
          {consents.length === 0 && <p>{t('sheet.agreedNothing')}</p>}
          <ul className={styles.consents}>
            {consents.map((consent) => (
              <li key={consent.consentId}>
                <Consent consent={consent} words={said} language={language} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t('sheet.ask.title')}</h2>
      <ul>
        {wishes.map((wish) => (
          <li key={wish}>{wish}</li>
        ))}
      </ul>
      <p>{t('sheet.ask.how')}</p>
      {said.unreviewed !== undefined && <p className={styles.small}>{said.unreviewed}</p>}
    </section>
  );
}

/** What she agreed to, for whom, since when, and whether it still holds. */
function Consent({
  consent: { purpose, recipients, fieldGroups, givenOn, withdrawn },
  words,
  language,
}: {
  readonly consent: ConsentOnFileAnswer;
  readonly words: SheetWords;
  readonly language: Language;
}) {
  const { i18n } = useTranslation();
  const t = i18n.getFixedT(language, 'protection');
  const inCodes = i18n.getFixedT(language, 'codes');
  const nameOf = useOrganisationName();
  const groups = fieldGroups.map((group) => words.fieldGroups[group as keyof SheetWords['fieldGroups']]);
  return (
    <>
      <strong>{inCodes(`consentPurpose.${purpose}` as never)}</strong>
      {withdrawn && <strong className={styles.withdrawn}>{t('sheet.withdrawn')}</strong>}
      <br />
      {t('sheet.since', { date: dateInWords(language, givenOn) })}
      <br />
      {t('sheet.recipients', { organisations: recipients.map(nameOf).join('; ') })}
      <br />
      {t('sheet.groups', { groups: groups.join('; ') })}
    </>
  );
}
