import { IsOptional, IsString, IsUUID, Length } from 'class-validator';

export class RecordNoteRequest {
  /** Absent: the server makes one. */
  @IsOptional() @IsUUID() noteId?: string;
  /** In words; sealed. */
  @IsString() @Length(1, 10_000) text: string;
}
