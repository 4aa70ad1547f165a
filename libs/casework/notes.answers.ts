export class CounsellingNoteAnswer {
  noteId: string;
  recordedAt: string;
  /** Who of your organisation recorded it. */
  user: string;
  /** Absent: you were never given the key that it is sealed to, or the person was erased. */
  text?: string;
}

export class CounsellingNotesAnswer {
  caseId: string;
  items: CounsellingNoteAnswer[];
}
