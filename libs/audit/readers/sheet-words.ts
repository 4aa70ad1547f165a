import type { Purpose, Role } from '#access';
import type { FieldGroup } from '#kernel';

export const sheetLanguages = ['ky', 'ru', 'tg', 'en'] as const;
export type SheetLanguage = (typeof sheetLanguages)[number];

/** Everything that the sheet says, in one language, in words that anybody understands. */
export interface SheetWords {
  readonly title: string;
  readonly caseNumber: string;
  readonly madeOn: string;
  readonly explanation: string;
  readonly rights: string;
  readonly keepSafe: string;
  readonly day: string;
  readonly time: string;
  readonly often: string;
  readonly organisation: string;
  readonly role: string;
  readonly purpose: string;
  readonly shown: string;
  /** In place of the groups where none was opened. */
  readonly codesOnly: string;
  readonly nobody: string;
  readonly unknownOrganisation: string;
  /** Absent in a language that was reviewed by a native speaker. */
  readonly unreviewed?: string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly fieldGroups: Readonly<Record<FieldGroup, string>>;
}

const en: SheetWords = {
  title: 'Who opened your file',
  caseNumber: 'Case number',
  madeOn: 'Made on',
  explanation:
    'This sheet says which organisations were told something about you, when, and what for. It is taken from a record that nobody can change.',
  rights:
    'You may ask about every line of it. You may also ask that an organisation or one of its people does not see your file any more.',
  keepSafe: 'Keep this sheet where nobody else finds it, or leave it with the person who gave it to you.',
  day: 'Day',
  time: 'Time',
  often: 'How often',
  organisation: 'Organisation',
  role: 'Who',
  purpose: 'What for',
  shown: 'What was shown',
  codesOnly: 'only that your case exists and how far it is',
  nobody: 'Nobody has opened your file yet.',
  unknownOrganisation: 'an organisation that is not in the list',
  roles: {
    'police-officer': 'police officer',
    'police-supervisor': 'head of police officers',
    'ngo-caseworker': 'caseworker of the organisation',
    'ngo-manager': 'head of the organisation',
    prosecutor: 'prosecutor',
    'commission-member': 'member of the commission',
    'consular-officer': 'consular officer',
    'labour-inspector': 'labour inspector',
    'child-protection-officer': 'child protection officer',
    rapporteur: 'national rapporteur',
    analyst: 'analyst',
    'data-protection-officer': 'data protection officer',
    administrator: 'administrator of the system',
  },
  purposes: {
    Protection: 'to protect you',
    Assistance: 'to help you',
    CriminalJustice: 'for the criminal case',
    Decision: 'to decide on your status',
    Supervision: 'to check the work of their people',
    Oversight: 'to see how the whole system works',
    DataProtection: 'to check that your data are protected',
    Operation: 'to run the system',
  },
  fieldGroups: {
    Identity: 'name, date of birth, papers',
    Contact: 'telephone and e-mail',
    SafeContact: 'how to reach you safely',
    Location: 'where you live',
    Needs: 'what you need',
    Health: 'health',
    Narrative: 'what happened to you',
    CounsellingNotes: 'notes of counselling',
    CriminalFile: 'the criminal case',
    ServicesFact: 'that you get help',
    ServicesContent: 'what help you get',
  },
};

const ru: SheetWords = {
  title: 'Кто открывал ваше дело',
  caseNumber: 'Номер дела',
  madeOn: 'Составлено',
  explanation:
    'В этом листе указано, каким организациям показали сведения о вас, когда и для чего. Он составлен по записям, которые никто не может изменить.',
  rights:
    'Вы можете спросить о любой строке. Вы также можете попросить, чтобы какая-либо организация или её сотрудник больше не видели ваше дело.',
  keepSafe: 'Храните этот лист там, где его никто не найдёт, или оставьте его у того, кто вам его дал.',
  day: 'День',
  time: 'Время',
  often: 'Сколько раз',
  organisation: 'Организация',
  role: 'Кто',
  purpose: 'Для чего',
  shown: 'Что показали',
  codesOnly: 'только то, что ваше дело есть и на каком оно этапе',
  nobody: 'Ваше дело ещё никто не открывал.',
  unknownOrganisation: 'организация, которой нет в списке',
  unreviewed: 'Этот перевод ещё не проверен носителем языка.',
  roles: {
    'police-officer': 'сотрудник милиции',
    'police-supervisor': 'руководитель сотрудников милиции',
    'ngo-caseworker': 'сотрудник организации, который ведёт дело',
    'ngo-manager': 'руководитель организации',
    prosecutor: 'прокурор',
    'commission-member': 'член комиссии',
    'consular-officer': 'консульский сотрудник',
    'labour-inspector': 'инспектор труда',
    'child-protection-officer': 'специалист по защите детей',
    rapporteur: 'национальный докладчик',
    analyst: 'аналитик',
    'data-protection-officer': 'ответственный за защиту персональных данных',
    administrator: 'администратор системы',
  },
  purposes: {
    Protection: 'чтобы защитить вас',
    Assistance: 'чтобы помочь вам',
    CriminalJustice: 'для уголовного дела',
    Decision: 'чтобы принять решение о вашем статусе',
    Supervision: 'чтобы проверить работу своих сотрудников',
    Oversight: 'чтобы увидеть, как работает вся система',
    DataProtection: 'чтобы проверить, защищены ли ваши данные',
    Operation: 'для работы системы',
  },
  fieldGroups: {
    Identity: 'имя, дата рождения, документы',
    Contact: 'телефон и электронная почта',
    SafeContact: 'как с вами безопасно связаться',
    Location: 'где вы живёте',
    Needs: 'что вам нужно',
    Health: 'здоровье',
    Narrative: 'что с вами произошло',
    CounsellingNotes: 'записи психолога',
    CriminalFile: 'уголовное дело',
    ServicesFact: 'что вам помогают',
    ServicesContent: 'какую помощь вы получаете',
  },
};

const ky: SheetWords = {
  title: 'Ишиңизди ким ачкан',
  caseNumber: 'Иштин номери',
  madeOn: 'Түзүлгөн күнү',
  explanation:
    'Бул баракта сиз жөнүндө маалымат кайсы уюмдарга, качан жана эмне үчүн көрсөтүлгөнү жазылган. Ал эч ким өзгөртө албаган жазуулардан түзүлгөн.',
  rights:
    'Ар бир сап боюнча сурасаңыз болот. Ошондой эле кайсы бир уюм же анын кызматкери мындан ары ишиңизди көрбөсүн деп өтүнсөңүз болот.',
  keepSafe: 'Бул баракты башка эч ким таппаган жерде сактаңыз же аны берген адамга калтырыңыз.',
  day: 'Күнү',
  time: 'Убактысы',
  often: 'Канча жолу',
  organisation: 'Уюм',
  role: 'Ким',
  purpose: 'Эмне үчүн',
  shown: 'Эмне көрсөтүлдү',
  codesOnly: 'ишиңиз бар экени жана кайсы баскычта экени гана',
  nobody: 'Ишиңизди азырынча эч ким ачкан жок.',
  unknownOrganisation: 'тизмеде жок уюм',
  unreviewed: 'Бул котормону тил ээси азырынча текшере элек.',
  roles: {
    'police-officer': 'милиция кызматкери',
    'police-supervisor': 'милиция кызматкерлеринин жетекчиси',
    'ngo-caseworker': 'ишти алып барган уюмдун кызматкери',
    'ngo-manager': 'уюмдун жетекчиси',
    prosecutor: 'прокурор',
    'commission-member': 'комиссиянын мүчөсү',
    'consular-officer': 'консулдук кызматкер',
    'labour-inspector': 'эмгек инспектору',
    'child-protection-officer': 'балдарды коргоо боюнча адис',
    rapporteur: 'улуттук баяндамачы',
    analyst: 'аналитик',
    'data-protection-officer': 'жеке маалыматтарды коргоо боюнча жооптуу адам',
    administrator: 'системанын администратору',
  },
  purposes: {
    Protection: 'сизди коргоо үчүн',
    Assistance: 'сизге жардам берүү үчүн',
    CriminalJustice: 'кылмыш иши үчүн',
    Decision: 'статусуңуз боюнча чечим кабыл алуу үчүн',
    Supervision: 'өз кызматкерлеринин ишин текшерүү үчүн',
    Oversight: 'бүт система кандай иштеп жатканын көрүү үчүн',
    DataProtection: 'маалыматтарыңыз корголгонун текшерүү үчүн',
    Operation: 'системанын иштеши үчүн',
  },
  fieldGroups: {
    Identity: 'аты-жөнүңүз, туулган күнүңүз, документтериңиз',
    Contact: 'телефон жана электрондук почта',
    SafeContact: 'сиз менен кантип коопсуз байланышса болот',
    Location: 'кайда жашаганыңыз',
    Needs: 'сизге эмне керек',
    Health: 'ден соолук',
    Narrative: 'сиз менен эмне болгону',
    CounsellingNotes: 'психологдун жазуулары',
    CriminalFile: 'кылмыш иши',
    ServicesFact: 'сизге жардам берилип жатканы',
    ServicesContent: 'кандай жардам алып жатканыңыз',
  },
};

const tg: SheetWords = {
  title: 'Кӣ парвандаи шуморо кушодааст',
  caseNumber: 'Рақами парванда',
  madeOn: 'Санаи тартиб додан',
  explanation:
    'Дар ин варақа навишта шудааст, ки ба кадом ташкилотҳо, кай ва барои чӣ дар бораи шумо маълумот нишон дода шудааст. Он аз сабтҳое гирифта шудааст, ки ҳеҷ кас тағйир дода наметавонад.',
  rights:
    'Шумо метавонед дар бораи ҳар сатр пурсед. Инчунин метавонед хоҳиш кунед, ки ягон ташкилот ё корманди он дигар парвандаи шуморо набинад.',
  keepSafe: 'Ин варақаро дар ҷое нигоҳ доред, ки каси дигар наёбад, ё онро назди шахсе гузоред, ки ба шумо додааст.',
  day: 'Рӯз',
  time: 'Вақт',
  often: 'Чанд маротиба',
  organisation: 'Ташкилот',
  role: 'Кӣ',
  purpose: 'Барои чӣ',
  shown: 'Чӣ нишон дода шуд',
  codesOnly: 'танҳо он ки парвандаи шумо ҳаст ва дар кадом марҳила аст',
  nobody: 'Парвандаи шуморо то ҳол ҳеҷ кас накушодааст.',
  unknownOrganisation: 'ташкилоте, ки дар рӯйхат нест',
  unreviewed: 'Ин тарҷума ҳанӯз аз ҷониби донандаи забони модарӣ санҷида нашудааст.',
  roles: {
    'police-officer': 'корманди милитсия',
    'police-supervisor': 'роҳбари кормандони милитсия',
    'ngo-caseworker': 'корманди ташкилот, ки парвандаро мебарад',
    'ngo-manager': 'роҳбари ташкилот',
    prosecutor: 'прокурор',
    'commission-member': 'аъзои комиссия',
    'consular-officer': 'корманди консулӣ',
    'labour-inspector': 'нозири меҳнат',
    'child-protection-officer': 'мутахассиси ҳифзи кӯдакон',
    rapporteur: 'маърӯзачии миллӣ',
    analyst: 'таҳлилгар',
    'data-protection-officer': 'масъули ҳифзи маълумоти шахсӣ',
    administrator: 'маъмури система',
  },
  purposes: {
    Protection: 'барои ҳифзи шумо',
    Assistance: 'барои кӯмак ба шумо',
    CriminalJustice: 'барои парвандаи ҷиноятӣ',
    Decision: 'барои қарор дар бораи мақоми шумо',
    Supervision: 'барои санҷиши кори кормандони худ',
    Oversight: 'барои дидани он ки тамоми система чӣ гуна кор мекунад',
    DataProtection: 'барои санҷидани он ки маълумоти шумо ҳифз шудааст',
    Operation: 'барои кори система',
  },
  fieldGroups: {
    Identity: 'ном, санаи таваллуд, ҳуҷҷатҳо',
    Contact: 'телефон ва почтаи электронӣ',
    SafeContact: 'чӣ гуна бо шумо бехатар тамос гирифтан мумкин аст',
    Location: 'ҷои зист',
    Needs: 'ба шумо чӣ лозим аст',
    Health: 'саломатӣ',
    Narrative: 'бо шумо чӣ рӯй дод',
    CounsellingNotes: 'қайдҳои равоншинос',
    CriminalFile: 'парвандаи ҷиноятӣ',
    ServicesFact: 'он ки ба шумо кӯмак мерасонанд',
    ServicesContent: 'чӣ гуна кӯмак мегиред',
  },
};

/** The sheet in each language. No translation was reviewed by a native speaker yet, and each says so on the sheet. */
export const sheetWords: Readonly<Record<SheetLanguage, SheetWords>> = { ky, ru, tg, en };
