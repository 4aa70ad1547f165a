import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { careRoles, CurrentCaller, Policy, type Caller } from '#access';
import { CurrentReading, type Reading } from '#audit';
import {
  type Asking,
  CaseFiles,
  CurrentAsking,
  CurrentCase,
  disclosureOf,
  type CaseFile,
  type CaseStanding,
} from '#case-file';
import { Problem, type RecordedEvent } from '#kernel';
import type { AssistanceEvent, RecordNote } from '#nrm/assistance';
import { OrganisationKeys, PersonalData } from '#privacy';
import { NoteAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { CurrentInvocation, madeId, onCase, type Invocation } from './invocation.js';
import { CounsellingNotesAnswer } from './notes.answers.js';
import { RecordNoteRequest } from './notes.requests.js';
import { PassphraseRequest } from './organisation-keys.requests.js';
import { assistance } from './subjects.js';

type CounsellingNote = RecordedEvent & Extract<AssistanceEvent, { type: 'CounsellingNoteRecorded' }>;

/**
 * Notes of those who help her. A counselling note stays in the organisation that recorded it: it is sealed to the key of
 * that organisation inside the seal of the person, so that no reader of a case sees it, and erasing her ends it too.
 */
@Controller('cases/:caseId')
export class NotesController {
  constructor(
    private readonly casework: Casework,
    private readonly caseFiles: CaseFiles,
    private readonly personalData: PersonalData,
    private readonly keys: OrganisationKeys,
  ) {}

  /** Record a counselling note. Your organisation needs a key of its own first. */
  @Post('counselling-notes')
  @Policy({ roles: careRoles, relations: ['Holder', 'Accepted'] })
  async recordCounselling(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() { organisationId }: Caller,
    @Body() { noteId: named, text }: RecordNoteRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<NoteAnswer> {
    const noteId = named?.toLowerCase() ?? madeId(invocation, 'note');
    const box = await this.keys.seal(organisationId, text, placeOf(file.caseId, noteId));
    // without its text: a digest of that, which the installation can make, would confirm who guesses it
    const request = { ...(invocation.request as object), body: { noteId: named } };
    const command = { type: 'RecordCounsellingNote', organisationId, noteId, text: box } as const;
    return this.record(file, command, { ...invocation, request });
  }

  /** Open the counselling notes that your organisation recorded, with your passphrase. */
  @Post('counselling-notes/opening')
  @HttpCode(200)
  @Policy({ roles: careRoles, relations: ['Holder', 'Logger', 'Accepted', 'Ended'], reads: 'Case' })
  async openCounselling(
    @CurrentCase() standing: CaseStanding,
    @CurrentAsking() asking: Asking,
    @Body() { passphrase }: PassphraseRequest,
    @CurrentReading() reading: Reading,
  ): Promise<CounsellingNotesAnswer> {
    if (disclosureOf(standing, asking).own.CounsellingNotes.decision !== 'Show') {
      throw new Problem('not-allowed', 'Counselling notes are opened by who wrote them, for assistance only.');
    }
    const { file } = standing;
    const { caseId } = file;
    const { caller } = asking;
    const unlocked = await this.keys.unlock(caller, passphrase);
    const own = (await this.caseFiles.events(file)).filter(
      (event) => isCounsellingNote(event) && event.data.organisationId === caller.organisationId,
    );
    reading.tells([caseId], ['CounsellingNotes']);
    const opened = await this.personalData.open(own, () => new Set(['CounsellingNotes']));
    return {
      caseId,
      items: opened.map(({ data, recordedAt, metadata: { actor } }) => {
        // of an erased person there is no box either
        const { noteId, text: box } = data as Partial<CounsellingNote['data']> & { noteId: string };
        const text = box && unlocked.open(box, placeOf(caseId, noteId));
        return { noteId, recordedAt, user: actor.user, ...(text === undefined ? {} : { text }) };
      }),
    };
  }

  /** Record a note on her health. */
  @Post('health-notes')
  @Policy({ roles: careRoles, relations: ['Holder', 'Accepted'] })
  async recordHealth(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() { organisationId }: Caller,
    @Body() { noteId, text }: RecordNoteRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<NoteAnswer> {
    const id = noteId?.toLowerCase() ?? madeId(invocation, 'note');
    return this.record(file, { type: 'RecordHealthNote', organisationId, noteId: id, text }, invocation);
  }

  private async record(
    file: CaseFile,
    command: Omit<RecordNote, 'caseId' | 'closed'>,
    invocation: Invocation,
  ): Promise<NoteAnswer> {
    const { caseId, closed } = file;
    await this.casework.run(
      assistance,
      { id: caseId, caseId },
      { ...command, caseId, closed },
      onCase(invocation, file),
    );
    return { noteId: command.noteId };
  }
}

const isCounsellingNote = (event: RecordedEvent): event is CounsellingNote => event.type === 'CounsellingNoteRecorded';

/** What binds the text of a note to its place, inside the seal of the person, which binds it to its event. */
const placeOf = (caseId: string, noteId: string): string => JSON.stringify(['counselling note', caseId, noteId]);
