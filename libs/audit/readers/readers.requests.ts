import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { sheetLanguages, type SheetLanguage } from './sheet-words.js';

const formats = ['json', 'html'] as const;

/** In which language the person reads. */
export class SheetRequest {
  /** One of ky, ru, tg, en. */
  @IsIn(sheetLanguages)
  language: SheetLanguage;

  /** `json`: the same for a page that prints it itself. */
  @IsOptional()
  @IsIn(formats)
  @ApiPropertyOptional({ enum: formats })
  format: (typeof formats)[number] = 'html';
}
