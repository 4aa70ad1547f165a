import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../api/answers.js';
import { Due } from '../components/due.js';
import { Tag } from '../components/tag.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useCode, useFormats } from '../i18n/index.js';
import styles from './case.module.css';
import { dueIn } from './due-in.js';

/** How the case stands in a few words: its status, who holds it and works on it, since when she is helped, what is due. */
export function CaseStanding({ file }: { readonly file: CaseAnswer }) {
  const { t } = useTranslation(['case', 'common']);
  const code = useCode();
  const { date } = useFormats();
  const nameOf = useOrganisationName();
  const { status, holder, assignee, assisted, assistedSince } = file;
  const words = [
    holder && t('standing.heldBy', { organisation: nameOf(holder) }),
    assignee && t('standing.assignedTo', { user: assignee }),
    assistedSince
      ? t('standing.assistedSince', { date: date(assistedSince) })
      : assisted
        ? t('standing.assisted')
        : t('standing.notAssisted'),
  ];
  return (
    <span className={styles.standing}>
      <Tag>{code('identificationStatus', status)}</Tag>
      {dueIn(file).map(({ what, at }) => (
        <span key={`${what} ${at}`}>
          {code('due', what)} <Due at={at} />
        </span>
      ))}
      <span>{words.filter(Boolean).join(' · ')}</span>
    </span>
  );
}
