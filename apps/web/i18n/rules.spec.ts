import { languages } from './languages.js';
import { textsOf } from './messages.testing.js';
import { refusals } from './refusals.testing.js';
import { ruleText } from './rule-text.js';
import { validationSentences } from './validation.testing.js';

/** Only a program that asks wrongly is told so, or the kind of the problem says as much: these have no words of their own. */
const leftToTheKind = [
  'A part of the system is not ready.',
  'A sealed text cannot be recorded.',
  'A write needs the header Idempotency-Key: 1 to 128 visible ASCII characters, new for each request.',
  'A write with the cookie of a session needs the header Tirek-CSRF.',
  'An export is taken with GET.',
  'An id in the address is not a UUID.',
  'Nobody can be called as the address says.',
  'Send an access token in the header Authorization: Bearer ....',
  'Send an access token or the cookie of a session, not both.',
  'Send the body as application/json.',
  'The access token is not valid, or no longer.',
  'The address could not be read.',
  'The body of a request may have 1 MB at most; send files to /api/v1/imports.',
  'The cookie of a session is taken from the pages of this installation only.',
  'The cursor does not belong to this list.',
  'The error was logged; nothing was half-written.',
  'The header If-Match must be * or the ETag of an earlier answer.',
  'The header Tirek-After must be a value that Tirek-Position had.',
  'The header Tirek-Exercise must be true or false.',
  'The header Tirek-Purpose names no purpose of your role.',
  'The request could not be read: it is not valid JSON, or a part of it has the wrong form.',
  'The scopes of this system do not let it use this.',
  'There is no projection of this name; there are {names}.',
  'There is no session of a browser to end; an access token ends by itself.',
  'There is nothing at this address for you.',
  'This Idempotency-Key was used before, for a request that asked for something else.',
  'This Idempotency-Key was used before, for another import.',
  'This installation answers over https only.',
  'Wrong: {names}.',
  'asOf is no date.',
  'each value must be a UUID',
  'each value must be an object',
  'each value must be either object or array',
  'is missing or malformed',
  'is nested too deeply',
  'is not a field of this request',
  'must be * or the ETag of an earlier answer',
  'must be a JSON object',
  'must be a UUID',
  'must be a path of this installation, like /cases',
  'must be a value that Tirek-Position had',
  'must be an array',
  'must be an object',
  'must be either object or array',
  'must be the csrfToken that GET /session answers',
  'must be the nextCursor of an earlier page of this list',
  'must be true or false',
  'must be {purposes} for your role',
  'must not be a sealed text',
  'must not come with the cookie of a session',
  'was used for another file, source or dryRun',
  'was used for another request',
];

const said = [...new Set([...refusals(), ...(await validationSentences())])];

describe.each(languages)('what the API refuses in %s', (language) => {
  const rules = Object.fromEntries(textsOf(language, 'rules'));

  it('has words, or is left to the kind of the problem', () => {
    const without = said.filter((sentence) => ruleText(rules, sentence) === undefined);
    expect(without.sort()).toEqual(leftToTheKind.toSorted());
  });

  it('has no words for what the API does not say', () => {
    const spoken = new Set(said.flatMap((sentence) => wordsFor(rules, sentence)));
    expect(Object.keys(rules).filter((sentence) => !spoken.has(sentence))).toEqual([]);
  });

  it('names no address and no part that the sentence lacks', () => {
    const parts = (text: string): readonly string[] => text.match(/{[^}]*}/g) ?? [];
    const wrong = Object.entries(rules).filter(
      ([sentence, text]) => /GET|POST|\/\w/.test(text) || parts(text).some((part) => !parts(sentence).includes(part)),
    );
    expect(wrong).toEqual([]);
  });
});

/** Which sentence with words one is: alone among them it still has words. */
const wordsFor = (rules: Readonly<Record<string, string>>, sentence: string): string[] =>
  Object.hasOwn(rules, sentence)
    ? [sentence]
    : Object.keys(rules).filter((known) => known.includes('{') && ruleText({ [known]: known }, sentence) !== undefined);

describe('the words for a sentence', () => {
  const rules = {
    'The case is already closed.': 'Дело уже закрыто.',
    'at least {min} characters': 'не меньше {min}',
    'at least {min} and at most {max} characters': 'от {min} до {max}',
    'wait {minutes.left} minutes (or more)': 'ждите {minutes.left}',
  };

  it.each([
    ['The case is already closed.', 'Дело уже закрыто.'],
    ['at least 3 characters', 'не меньше 3'],
    ['at least 1 and at most 500 characters', 'от 1 до 500'],
    ['wait 15 minutes (or more)', 'ждите 15'],
    ['wait 15 minutes', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('%p: %p', (sentence, words) => {
    expect(ruleText(rules, sentence)).toBe(words);
  });
});
