import { createInstance } from 'i18next';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { problemOf } from '../api/problem.js';
import { languages, type Language } from './languages.js';
import { textsOf } from './messages.testing.js';
import { useProblemText, type ProblemText } from './use-problem-text.js';

/** Problems as a page in this language says them; `subjects`: the texts that could be downloaded. */
async function problemsIn(language: Language, subjects: readonly string[]): Promise<ProblemText> {
  const texts = subjects.map((subject) => [subject, Object.fromEntries(textsOf(language, subject))]);
  const i18n = createInstance().use(initReactI18next);
  await i18n.init({
    lng: language,
    ns: ['common'],
    defaultNS: 'common',
    keySeparator: false,
    resources: { [language]: Object.fromEntries(texts) },
  });
  let problems: ProblemText | undefined;
  const Page = () => {
    problems = useProblemText();
    return null;
  };
  renderToString(createElement(I18nextProvider, { i18n }, createElement(Page)));
  return problems!;
}

const answered = (type: string, detail: string, errors: object[] = []) =>
  problemOf(Response.json({ type: `urn:tirek:problem:${type}`, detail, errors }, { status: 422 }));

const future = 'The date may not lie in the future.';
const errors = [
  { pointer: '/person/birthDate', detail: future },
  { pointer: '/reasons/3', detail: 'each value must be longer than or equal to 7 characters' },
  { pointer: '/caseId', detail: 'must be a UUID' },
  { pointer: '/headers/if-match', detail: 'must be * or the ETag of an earlier answer' },
];

describe.each(languages)('a problem in %s', (language) => {
  const common = textsOf(language, 'common');
  const rules = textsOf(language, 'rules');

  it('says the rule that it goes against, and which fields are wrong', async () => {
    const { summary, fields } = await problemsIn(language, ['common', 'rules']);
    const problem = await answered('against-a-rule', future, errors);
    expect(summary(problem)).toEqual({ title: common.get('problem.against-a-rule.title'), hint: rules.get(future) });
    expect(fields(problem)).toEqual({
      'person.birthDate': rules.get(future),
      reasons: rules.get('each value must be longer than or equal to {min} characters')!.replace('{min}', '7'),
      caseId: common.get('error.invalid'),
    });
  });

  it('says what can be done about its kind, where the rule has no words or they could not be downloaded', async () => {
    const hint = common.get('problem.not-found.hint');
    const { summary } = await problemsIn(language, ['common', 'rules']);
    expect(summary(await answered('not-found', 'There is nothing at this address for you.')).hint).toBe(hint);
    const without = await problemsIn(language, ['common']);
    expect(without.summary(await answered('not-found', 'No referral was sent under this id.')).hint).toBe(hint);
    expect(without.fields(await answered('against-a-rule', future, errors.slice(0, 1)))).toEqual({
      'person.birthDate': common.get('error.invalid'),
    });
  });

  it('that is a fault of the program is told without its text', async () => {
    const { summary, fields } = await problemsIn(language, ['common', 'rules']);
    expect(summary(new Error(future))).toEqual({
      title: common.get('problem.unknown.title'),
      hint: common.get('problem.unknown.hint'),
    });
    expect(fields(new Error(future))).toEqual({});
  });
});
