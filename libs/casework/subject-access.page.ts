import { escapeHtml, printablePage } from '#http';
import type { SubjectAccessAnswer } from './subject-rights.answers.js';
import type { SubjectAccessLanguage } from './subject-rights.requests.js';

interface Words {
  readonly title: string;
  readonly caseNumber: string;
  readonly madeOn: string;
  readonly happened: string;
  readonly recorded: string;
  readonly organisation: string;
  readonly what: string;
  readonly elsewhere: string;
  readonly CounsellingNotes: string;
  readonly CriminalFile: string;
  readonly rights: string;
  /** Absent in a language that was reviewed by a native speaker. */
  readonly unreviewed?: string;
}

const words: Readonly<Record<SubjectAccessLanguage, Words>> = {
  en: {
    title: 'What is recorded about you',
    caseNumber: 'Case number',
    madeOn: 'Made on',
    happened: 'When',
    recorded: 'Recorded',
    organisation: 'By which organisation',
    what: 'What',
    elsewhere: 'Not in this document',
    CounsellingNotes: 'Notes of your counsellor: only the organisation that wrote them can open them. Ask there:',
    CriminalFile: 'The file of the criminal proceeding: ask there:',
    rights: 'What is wrong in it you may have put right. Keep this document where nobody else finds it.',
  },
  ru: {
    title: 'Что записано о вас',
    caseNumber: 'Номер дела',
    madeOn: 'Составлено',
    happened: 'Когда',
    recorded: 'Записано',
    organisation: 'Какой организацией',
    what: 'Что',
    elsewhere: 'Чего нет в этом документе',
    CounsellingNotes:
      'Записи вашего консультанта: их может открыть только организация, которая их сделала. Обратитесь туда:',
    CriminalFile: 'Материалы уголовного дела: обратитесь туда:',
    rights:
      'То, что в нём неверно, вы можете потребовать исправить. Храните этот документ там, где его никто не найдёт.',
    unreviewed: 'Перевод не проверен носителем языка.',
  },
  ky: {
    title: 'Сиз жөнүндө эмне жазылган',
    caseNumber: 'Иштин номери',
    madeOn: 'Түзүлгөн күнү',
    happened: 'Качан',
    recorded: 'Жазылган',
    organisation: 'Кайсы уюм тарабынан',
    what: 'Эмне',
    elsewhere: 'Бул документте жок нерселер',
    CounsellingNotes: 'Кеңешчиңиздин жазуулары: аларды жазган уюм гана ача алат. Ошол жерге кайрылыңыз:',
    CriminalFile: 'Кылмыш ишинин материалдары: ошол жерге кайрылыңыз:',
    rights: 'Андагы туура эмес нерсени оңдотууга укугуңуз бар. Бул документти эч ким таппай турган жерде сактаңыз.',
    unreviewed: 'Котормону эне тили кыргызча адам текшере элек.',
  },
  tg: {
    title: 'Дар бораи шумо чӣ сабт шудааст',
    caseNumber: 'Рақами парванда',
    madeOn: 'Тартиб дода шуд',
    happened: 'Кай',
    recorded: 'Сабт шуд',
    organisation: 'Аз ҷониби кадом ташкилот',
    what: 'Чӣ',
    elsewhere: 'Он чи дар ин ҳуҷҷат нест',
    CounsellingNotes:
      'Навиштаҳои мушовири шумо: онҳоро танҳо ташкилоте кушода метавонад, ки навиштааст. Ба он ҷо муроҷиат кунед:',
    CriminalFile: 'Маводи парвандаи ҷиноятӣ: ба он ҷо муроҷиат кунед:',
    rights:
      'Шумо ҳақ доред ислоҳи он чиро, ки нодуруст аст, талаб кунед. Ин ҳуҷҷатро дар ҷое нигоҳ доред, ки касе наёбад.',
    unreviewed: 'Тарҷума аз ҷониби шахси тоҷикзабон санҷида нашудааст.',
  },
};

/** The document as a page to print. Headings are in the language asked for; codes stay as they were recorded. */
export function subjectAccessPage(answer: SubjectAccessAnswer, language: SubjectAccessLanguage): string {
  const said = words[language];
  const rows = answer.entries.map(
    ({ type, occurredAt, recordedAt, organisation, said: fields }) =>
      `<tr><td>${escapeHtml(occurredAt.slice(0, 10))}</td><td>${escapeHtml(recordedAt.slice(0, 10))}</td>` +
      `<td>${escapeHtml(organisation)}</td><td><strong>${escapeHtml(type)}</strong>${listed(fields)}</td></tr>`,
  );
  const elsewhere = answer.leftOut.map(
    ({ fieldGroup, organisations }) =>
      `<li>${escapeHtml(said[fieldGroup as 'CounsellingNotes' | 'CriminalFile'])} ${escapeHtml(organisations.join('; '))}</li>`,
  );
  const headings = [said.happened, said.recorded, said.organisation, said.what];
  return printablePage(language, said.title, [
    `<p>${escapeHtml(`${said.caseNumber}: ${answer.caseNumber}. ${said.madeOn}: ${answer.madeOn}.`)}</p>`,
    `<table>\n<thead><tr>${headings.map((heading) => `<th>${escapeHtml(heading)}</th>`).join('')}</tr></thead>`,
    `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`,
    elsewhere.length > 0 ? `<h2>${escapeHtml(said.elsewhere)}</h2>\n<ul>${elsewhere.join('')}</ul>` : '',
    `<p>${escapeHtml(said.rights)}</p>`,
    said.unreviewed ? `<p class="small">${escapeHtml(said.unreviewed)}</p>` : '',
  ]);
}

/** Fields and what they say, as deep as they go. */
function listed(value: object): string {
  const items = Object.entries(value).map(
    ([field, inner]: [string, unknown]) => `<dt>${escapeHtml(field)}</dt><dd>${written(inner)}</dd>`,
  );
  return items.length > 0 ? `<dl>${items.join('')}</dl>` : '';
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join('; ');
  if (typeof value === 'object' && value !== null) return listed(value);
  return escapeHtml(String(value));
}
