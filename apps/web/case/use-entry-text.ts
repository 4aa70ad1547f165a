import type { CaseAnswer, TimelineEntry } from '../api/answers.js';
import { useOrganisationName } from '../directory/use-organisations.js';
import { useEventText } from '../i18n/index.js';

/** Says a step of the timeline in words, with the organisation that it speaks of where the case tells it. */
export function useEntryText(file: CaseAnswer): (entry: TimelineEntry) => string {
  const say = useEventText();
  const nameOf = useOrganisationName();
  return (entry) => {
    const organisation = organisationIn(entry, file);
    return say(entry.type, { ...entry.detail, ...(organisation ? { organisation: nameOf(organisation) } : {}) });
  };
}

/** Whom a referral went to, which office leads a proceeding. */
function organisationIn({ about }: TimelineEntry, file: CaseAnswer): string | undefined {
  if (about?.kind === 'Referral') return file.referrals?.find(({ referralId }) => referralId === about.id)?.to;
  if (about?.kind === 'Proceeding')
    return file.proceedings?.find(({ proceedingId }) => proceedingId === about.id)?.office;
  return undefined;
}
