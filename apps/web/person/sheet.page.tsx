import { useParams } from '@tanstack/react-router';
import { useMe } from '../app/session.js';
import { LoadedCase } from '../case/loaded-case.js';
import { SheetToPrint } from './sheet-to-print.js';

/** A sheet for the person herself: who opened her file, what she agreed to, what she can ask for. */
export function SheetPage() {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const { roles } = useMe();
  // the data protection officer reads no file, so that her consents are not on that sheet
  if (roles.includes('data-protection-officer')) return <SheetToPrint caseId={caseId} />;
  return <LoadedCase>{(file) => <SheetToPrint caseId={caseId} file={file} />}</LoadedCase>;
}
