/** What the pages say, in the languages of the countries and in English. */
export const languages = ['ky', 'ru', 'tg', 'en'] as const;
export type Language = (typeof languages)[number];

/** What a language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  ky: 'Кыргызча',
  ru: 'Русский',
  tg: 'Тоҷикӣ',
  en: 'English',
};

/** The cookie with the language that was chosen. */
export const languageCookie = 'tirek-language';

/** The language that was chosen, else the first of the browser's that there is (RFC 9110, 12.5.4), else Russian. */
export function languageOf(cookie: string | undefined, acceptLanguage: string | undefined): Language {
  const chosen = new RegExp(`(?:^|;\\s*)${languageCookie}=([a-z]{2})(?:;|$)`).exec(cookie ?? '')?.[1];
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const quality = Number(/q=([\d.]+)/.exec(rest.join(';'))?.[1] ?? 1);
      return { language: tag.slice(0, 2).toLowerCase(), quality };
    })
    .sort((a, b) => b.quality - a.quality);
  const known = [chosen, ...wanted.map(({ language }) => language)];
  return known.find((one): one is Language => languages.some((ours) => ours === one)) ?? 'ru';
}

const en = {
  signIn: 'Sign in',
  userName: 'User name',
  password: 'Password',
  next: 'Continue',
  errorTitle: 'There is a problem',
  wrong: 'The user name or the password is not right.',
  wrongCode: 'The code is not right, or was used already. Wait for the next one.',
  wrongPasskey: 'The passkey was not accepted. Try again.',
  tooOften: 'Too many attempts. Wait a few minutes, then try again.',
  secondFactor: 'Second step',
  code: 'Code from your authenticator app',
  codeHint: 'Six digits',
  usePasskey: 'Use a passkey',
  recoveryCode: 'Recovery code',
  useRecovery: 'I have a recovery code instead',
  enrolTitle: 'Protect your account',
  enrolWhy:
    'Besides the password you need a second step whenever you sign in. The data here can put people in danger: a password alone is not enough.',
  enrolApp: 'Authenticator app',
  enrolAppHow:
    'Scan this square with the app on your telephone, or type the key. Then enter the code that the app shows.',
  enrolPasskey: 'Passkey',
  enrolPasskeyHow: 'Your telephone or computer asks for your finger, face or screen lock.',
  makePasskey: 'Make a passkey',
  codesTitle: 'Recovery codes',
  codesWhy:
    'If you lose your telephone, each of these codes lets you in once. Write them down and keep them where nobody else finds them. They are not shown again.',
  codesKept: 'I have written them down',
  organisationTitle: 'For which organisation do you work now?',
  nobodyTitle: 'You are not a member',
  nobody:
    'Your account is in order, but you are not a member of any organisation here. Ask whoever leads your organisation.',
  expiredTitle: 'This sign-in is over',
  expired: 'It took too long, or was begun in another window. Go back to Tirek and sign in again.',
  failedTitle: 'This did not work',
  failed: 'The request could not be carried out. Go back to Tirek and begin again.',
  demonstration: 'Demonstration: invented people and organisations only.',
  invitationTitle: 'Welcome to Tirek',
  invitationRecovers: 'Set a new password. Your second step is then set up again.',
  newPassword: 'New password',
  passwordRule: 'At least 12 characters. A few words that only you put together are good.',
  again: 'The same once more',
  'too-short': 'The password is too short: at least 12 characters.',
  'too-long': 'The password is too long: 256 characters at most.',
  'like-user-name': 'The password is too much like the user name.',
  common: 'Such passwords are tried first. Choose another.',
  differ: 'The two passwords are not the same.',
  invitationDone: 'Your password is set.',
  gone: 'This link was used already, or is too old. Ask for a new one.',
  accountTitle: 'Your account',
  signedInAs: 'Signed in as',
  notSetUp: 'Not set up.',
  setUp: 'Set up.',
  remove: 'Remove',
  codesLeft: 'Recovery codes left:',
  newCodes: 'Make new recovery codes',
  everywhere: 'Sign out everywhere',
  everywhereWhy: 'Ends every sign-in of yours, on every device.',
  signOut: 'Sign out',
  signOutAsk: 'Do you want to sign out of Tirek?',
  stay: 'Stay signed in',
  signedOut: 'You are signed out.',
  language: 'Language',
  back: 'Back to Tirek',
  last: 'This is your only second step; add another before you remove it.',
};

/** Every text there is. */
export type Texts = Readonly<Record<keyof typeof en, string>>;

const ru: Texts = {
  signIn: 'Вход',
  userName: 'Имя пользователя',
  password: 'Пароль',
  next: 'Продолжить',
  errorTitle: 'Есть ошибка',
  wrong: 'Имя пользователя или пароль неверны.',
  wrongCode: 'Код неверен или уже использован. Дождитесь следующего.',
  wrongPasskey: 'Ключ доступа не принят. Попробуйте ещё раз.',
  tooOften: 'Слишком много попыток. Подождите несколько минут и попробуйте снова.',
  secondFactor: 'Второй шаг',
  code: 'Код из приложения-аутентификатора',
  codeHint: 'Шесть цифр',
  usePasskey: 'Использовать ключ доступа',
  recoveryCode: 'Запасной код',
  useRecovery: 'У меня есть запасной код',
  enrolTitle: 'Защитите учётную запись',
  enrolWhy:
    'Кроме пароля при каждом входе нужен второй шаг. Утечка этих данных опасна для людей: одного пароля недостаточно.',
  enrolApp: 'Приложение-аутентификатор',
  enrolAppHow:
    'Отсканируйте квадрат приложением на телефоне или введите ключ. Затем введите код, который покажет приложение.',
  enrolPasskey: 'Ключ доступа',
  enrolPasskeyHow: 'Телефон или компьютер попросит отпечаток пальца, лицо или код блокировки.',
  makePasskey: 'Создать ключ доступа',
  codesTitle: 'Запасные коды',
  codesWhy:
    'Если вы потеряете телефон, каждый из этих кодов позволит войти один раз. Запишите их и храните там, где их никто не найдёт. Больше они не будут показаны.',
  codesKept: 'Я записал(а) их',
  organisationTitle: 'От какой организации вы сейчас работаете?',
  nobodyTitle: 'Вы не состоите в организации',
  nobody:
    'С учётной записью всё в порядке, но вы не состоите ни в одной организации. Обратитесь к руководителю вашей организации.',
  expiredTitle: 'Этот вход завершён',
  expired: 'Прошло слишком много времени, или вход начат в другом окне. Вернитесь в Tirek и войдите снова.',
  failedTitle: 'Не получилось',
  failed: 'Запрос не выполнен. Вернитесь в Tirek и начните снова.',
  demonstration: 'Демонстрация: только вымышленные люди и организации.',
  invitationTitle: 'Добро пожаловать в Tirek',
  invitationRecovers: 'Задайте новый пароль. Второй шаг после этого настраивается заново.',
  newPassword: 'Новый пароль',
  passwordRule: 'Не менее 12 знаков. Хорошо подходят несколько слов, которые соединили только вы.',
  again: 'То же ещё раз',
  'too-short': 'Пароль слишком короткий: не менее 12 знаков.',
  'too-long': 'Пароль слишком длинный: не более 256 знаков.',
  'like-user-name': 'Пароль слишком похож на имя пользователя.',
  common: 'Такие пароли пробуют первыми. Выберите другой.',
  differ: 'Пароли не совпадают.',
  invitationDone: 'Пароль задан.',
  gone: 'Эта ссылка уже использована или устарела. Попросите новую.',
  accountTitle: 'Ваша учётная запись',
  signedInAs: 'Вы вошли как',
  notSetUp: 'Не настроено.',
  setUp: 'Настроено.',
  remove: 'Удалить',
  codesLeft: 'Осталось запасных кодов:',
  newCodes: 'Создать новые запасные коды',
  everywhere: 'Выйти везде',
  everywhereWhy: 'Завершает все ваши входы на всех устройствах.',
  signOut: 'Выйти',
  signOutAsk: 'Выйти из Tirek?',
  stay: 'Остаться',
  signedOut: 'Вы вышли.',
  language: 'Язык',
  back: 'Назад в Tirek',
  last: 'Это ваш единственный второй шаг; добавьте другой, прежде чем удалять его.',
};

const ky: Texts = {
  signIn: 'Кирүү',
  userName: 'Колдонуучунун аты',
  password: 'Сырсөз',
  next: 'Улантуу',
  errorTitle: 'Ката бар',
  wrong: 'Колдонуучунун аты же сырсөз туура эмес.',
  wrongCode: 'Код туура эмес же колдонулган. Кийинкисин күтүңүз.',
  wrongPasskey: 'Кирүү ачкычы кабыл алынган жок. Кайра аракет кылыңыз.',
  tooOften: 'Аракет өтө көп болду. Бир нече мүнөт күтүп, кайра аракет кылыңыз.',
  secondFactor: 'Экинчи кадам',
  code: 'Аутентификатор колдонмосундагы код',
  codeHint: 'Алты сан',
  usePasskey: 'Кирүү ачкычын колдонуу',
  recoveryCode: 'Камдык код',
  useRecovery: 'Менде камдык код бар',
  enrolTitle: 'Каттоо жазууңузду коргоңуз',
  enrolWhy:
    'Сырсөздөн тышкары ар бир кирүүдө экинчи кадам керек. Бул маалымат ачыкка чыкса адамдарга коркунуч туулат: сырсөздүн өзү жетишсиз.',
  enrolApp: 'Аутентификатор колдонмосу',
  enrolAppHow:
    'Чарчыны телефондогу колдонмо менен сканерлеңиз же ачкычты териңиз. Андан кийин колдонмо көрсөткөн кодду жазыңыз.',
  enrolPasskey: 'Кирүү ачкычы',
  enrolPasskeyHow: 'Телефон же компьютер манжаңызды, жүзүңүздү же экран кулпусун сурайт.',
  makePasskey: 'Кирүү ачкычын түзүү',
  codesTitle: 'Камдык коддор',
  codesWhy:
    'Телефонуңузду жоготсоңуз, бул коддордун ар бири бир жолу киргизет. Жазып алып, башка эч ким таппаган жерде сактаңыз. Алар экинчи көрсөтүлбөйт.',
  codesKept: 'Жазып алдым',
  organisationTitle: 'Азыр кайсы уюмдун атынан иштейсиз?',
  nobodyTitle: 'Сиз уюмдун мүчөсү эмессиз',
  nobody:
    'Каттоо жазууңуз иштейт, бирок сиз бул жерде эч бир уюмдун мүчөсү эмессиз. Уюмуңуздун жетекчисине кайрылыңыз.',
  expiredTitle: 'Бул кирүү аяктады',
  expired: 'Убакыт өтүп кетти же башка терезеде башталган. Tirek’ке кайтып, кайра кириңиз.',
  failedTitle: 'Ишке ашкан жок',
  failed: 'Суроо аткарылган жок. Tirek’ке кайтып, кайра баштаңыз.',
  demonstration: 'Көрсөтмө: ойдон чыгарылган адамдар жана уюмдар гана.',
  invitationTitle: 'Tirek’ке кош келиңиз',
  invitationRecovers: 'Жаңы сырсөз коюңуз. Андан кийин экинчи кадам кайра жөндөлөт.',
  newPassword: 'Жаңы сырсөз',
  passwordRule: 'Кеминде 12 белги. Сиз гана кошкон бир нече сөз жакшы.',
  again: 'Дагы бир жолу',
  'too-short': 'Сырсөз өтө кыска: кеминде 12 белги.',
  'too-long': 'Сырсөз өтө узун: эң көп 256 белги.',
  'like-user-name': 'Сырсөз колдонуучунун атына өтө окшош.',
  common: 'Мындай сырсөздөр биринчи сыналат. Башкасын тандаңыз.',
  differ: 'Эки сырсөз бирдей эмес.',
  invitationDone: 'Сырсөз коюлду.',
  gone: 'Бул шилтеме колдонулган же эскирген. Жаңысын сураңыз.',
  accountTitle: 'Каттоо жазууңуз',
  signedInAs: 'Кирген колдонуучу:',
  notSetUp: 'Жөндөлгөн эмес.',
  setUp: 'Жөндөлгөн.',
  remove: 'Өчүрүү',
  codesLeft: 'Калган камдык коддор:',
  newCodes: 'Жаңы камдык коддорду түзүү',
  everywhere: 'Бардык жерден чыгуу',
  everywhereWhy: 'Бардык түзмөктөрдөгү кирүүлөрүңүздү аяктайт.',
  signOut: 'Чыгуу',
  signOutAsk: 'Tirek’тен чыгасызбы?',
  stay: 'Калуу',
  signedOut: 'Сиз чыктыңыз.',
  language: 'Тил',
  back: 'Tirek’ке кайтуу',
  last: 'Бул сиздин жалгыз экинчи кадамыңыз; өчүрүүдөн мурун башкасын кошуңуз.',
};

const tg: Texts = {
  signIn: 'Даромадан',
  userName: 'Номи корбар',
  password: 'Парол',
  next: 'Идома додан',
  errorTitle: 'Хато ҳаст',
  wrong: 'Номи корбар ё парол нодуруст аст.',
  wrongCode: 'Рамз нодуруст аст ё аллакай истифода шудааст. Рамзи навбатиро интизор шавед.',
  wrongPasskey: 'Калиди дастрасӣ қабул нашуд. Бори дигар кӯшиш кунед.',
  tooOften: 'Кӯшишҳо аз ҳад зиёд шуданд. Чанд дақиқа интизор шавед ва боз кӯшиш кунед.',
  secondFactor: 'Қадами дуюм',
  code: 'Рамз аз барномаи аутентификатор',
  codeHint: 'Шаш рақам',
  usePasskey: 'Истифодаи калиди дастрасӣ',
  recoveryCode: 'Рамзи эҳтиётӣ',
  useRecovery: 'Ман рамзи эҳтиётӣ дорам',
  enrolTitle: 'Ҳисоби худро ҳифз кунед',
  enrolWhy:
    'Ғайр аз парол ҳангоми ҳар даромадан қадами дуюм лозим аст. Ифшои ин маълумот ба одамон хатар дорад: танҳо парол кифоя нест.',
  enrolApp: 'Барномаи аутентификатор',
  enrolAppHow:
    'Ин мураббаъро бо барномаи телефон скан кунед ё калидро нависед. Баъд рамзеро ворид кунед, ки барнома нишон медиҳад.',
  enrolPasskey: 'Калиди дастрасӣ',
  enrolPasskeyHow: 'Телефон ё компютер ангушт, чеҳра ё қулфи экрани шуморо мепурсад.',
  makePasskey: 'Сохтани калиди дастрасӣ',
  codesTitle: 'Рамзҳои эҳтиётӣ',
  codesWhy:
    'Агар телефонатонро гум кунед, ҳар яке аз ин рамзҳо як бор имкони даромадан медиҳад. Онҳоро нависед ва дар ҷое нигоҳ доред, ки каси дигар наёбад. Дигар нишон дода намешаванд.',
  codesKept: 'Навишта гирифтам',
  organisationTitle: 'Ҳоло аз номи кадом ташкилот кор мекунед?',
  nobodyTitle: 'Шумо узви ташкилот нестед',
  nobody:
    'Ҳисоби шумо дуруст аст, вале шумо дар ин ҷо узви ягон ташкилот нестед. Ба роҳбари ташкилоти худ муроҷиат кунед.',
  expiredTitle: 'Ин даромадан ба охир расид',
  expired: 'Вақти зиёд гузашт ё дар равзанаи дигар оғоз шудааст. Ба Tirek баргардед ва аз нав дароед.',
  failedTitle: 'Иҷро нашуд',
  failed: 'Дархост иҷро нашуд. Ба Tirek баргардед ва аз нав оғоз кунед.',
  demonstration: 'Намоиш: танҳо одамон ва ташкилотҳои сохта.',
  invitationTitle: 'Хуш омадед ба Tirek',
  invitationRecovers: 'Пароли нав гузоред. Баъд қадами дуюм аз нав танзим мешавад.',
  newPassword: 'Пароли нав',
  passwordRule: 'На камтар аз 12 аломат. Чанд калимае, ки танҳо шумо пайвастаед, хуб аст.',
  again: 'Боз як бор',
  'too-short': 'Парол хеле кӯтоҳ аст: на камтар аз 12 аломат.',
  'too-long': 'Парол хеле дароз аст: на бештар аз 256 аломат.',
  'like-user-name': 'Парол ба номи корбар хеле монанд аст.',
  common: 'Чунин паролҳоро аввал месанҷанд. Дигарашро интихоб кунед.',
  differ: 'Ду парол якхела нестанд.',
  invitationDone: 'Парол гузошта шуд.',
  gone: 'Ин пайванд аллакай истифода шудааст ё кӯҳна аст. Навашро пурсед.',
  accountTitle: 'Ҳисоби шумо',
  signedInAs: 'Даромадаед ҳамчун',
  notSetUp: 'Танзим нашудааст.',
  setUp: 'Танзим шудааст.',
  remove: 'Нест кардан',
  codesLeft: 'Рамзҳои эҳтиётии боқимонда:',
  newCodes: 'Сохтани рамзҳои эҳтиётии нав',
  everywhere: 'Баромадан аз ҳама ҷо',
  everywhereWhy: 'Ҳамаи даромаданҳои шуморо дар ҳамаи дастгоҳҳо ба охир мерасонад.',
  signOut: 'Баромадан',
  signOutAsk: 'Аз Tirek мебароед?',
  stay: 'Мондан',
  signedOut: 'Шумо баромадед.',
  language: 'Забон',
  back: 'Бозгашт ба Tirek',
  last: 'Ин ягона қадами дуюми шумост; пеш аз нест кардан дигарашро илова кунед.',
};

const texts: Readonly<Record<Language, Texts>> = { ky, ru, tg, en };

/** The texts in a language. */
export const textsIn = (language: Language): Texts => texts[language];
