import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { exportPurposes, type ExportPurpose } from '#nrm/export';

export class ExportRequest {
  /** What the copy is for. */
  @IsIn(exportPurposes) purpose: ExportPurpose;
}

/** Nothing is to be said. */
export class ApproveExportRequest {}

export class TakeExportQuery {
  /** An export that a second person has approved. */
  @IsOptional() @IsUUID() export?: string;
}
