import { IsIn } from 'class-validator';
import { sheetLanguages, type SheetLanguage } from './sheet-words.js';

/** In which language the person reads. */
export class SheetRequest {
  /** One of ky, ru, tg, en. */
  @IsIn(sheetLanguages)
  language: SheetLanguage;
}
