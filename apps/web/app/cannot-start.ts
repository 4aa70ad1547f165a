import { languageNames, type Language } from '../i18n/languages.js';

/** No texts could be fetched: what is said then is here, in every language. */
const words: Readonly<Record<Language, readonly [noNetwork: string, tryAgain: string]>> = {
  ky: ['Байланыш жок', 'Кайра аракет кылуу'],
  ru: ['Нет связи', 'Попробовать ещё раз'],
  tg: ['Алоқа нест', 'Боз кӯшиш кардан'],
  en: ['No network', 'Try again'],
};

/** Says, where not even the texts can be fetched, that there is no network; tries again by a press, and when it is back. */
export function showThatItCannotStart(): void {
  const title = document.createElement('h1');
  title.textContent = 'Tirek';
  const lines = Object.keys(languageNames).map((language) => {
    const [noNetwork, tryAgain] = words[language as Language];
    const line = document.createElement('p');
    line.lang = language;
    const button = document.createElement('button');
    button.textContent = tryAgain;
    button.addEventListener('click', () => location.reload());
    line.append(`${noNetwork}. `, button);
    return line;
  });
  const main = document.createElement('main');
  main.style.padding = '1rem';
  main.append(title, ...lines);
  document.getElementById('root')!.replaceChildren(main);
  addEventListener('online', () => location.reload());
}
