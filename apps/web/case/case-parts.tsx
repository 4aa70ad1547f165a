import type { CaseAnswer, CaseDisclosureAnswer } from '../api/answers.js';
import { ChildPart } from './parts/child-part.js';
import { ConsentsPart } from './parts/consents-part.js';
import { DecisionsPart } from './parts/decisions-part.js';
import { FactsPart } from './parts/facts-part.js';
import { AssistancePart, RehabilitationPart } from './parts/help-parts.js';
import { NotShownPart } from './parts/not-shown-part.js';
import { PersonPart } from './parts/person-part.js';
import { ProceedingsPart } from './parts/proceedings-part.js';
import { ReferralsPart } from './parts/referrals-part.js';
import { ToldPart } from './parts/told-part.js';

/** What is known of the case, part by part, as far as the reader sees it. `today`: where `file` is of another time. */
export function CaseParts({
  file,
  today,
  disclosure,
}: {
  readonly file: CaseAnswer;
  readonly today: CaseAnswer | undefined;
  readonly disclosure: CaseDisclosureAnswer | undefined;
}) {
  const past = today !== undefined;
  return (
    <>
      <PersonPart file={file} />
      {disclosure && <NotShownPart file={file} disclosure={disclosure} />}
      <FactsPart file={file} today={today} />
      <ToldPart file={file} />
      <ChildPart file={file} />
      <DecisionsPart file={file} />
      <ReferralsPart file={file} />
      <ConsentsPart file={file} past={past} />
      <AssistancePart file={file} />
      <RehabilitationPart file={file} />
      <ProceedingsPart file={file} past={past} />
    </>
  );
}
