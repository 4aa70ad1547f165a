import { type Application, startApplication } from '../casework/application.testing.js';

let on: Application;
beforeAll(async () => {
  on = await startApplication();
});
afterAll(() => on.stop());

it('is told to whoever asks, before anybody signs in', async () => {
  const { status, body } = await on.get(null, '/installation');
  expect(status).toBe(200);
  expect(body).toEqual({
    mode: 'demonstration',
    country: 'KG',
    timeZone: 'Asia/Bishkek',
    regions: ['KG-B', 'KG-C', 'KG-GB', 'KG-GO', 'KG-J', 'KG-N', 'KG-O', 'KG-T', 'KG-Y'],
    decidingBodies: ['LocalInteragencyCommission', 'InternalAffairs'],
    articles: expect.arrayContaining([
      { article: '166', offence: 'TraffickingInPersons', from: '2021-12-01' },
    ]) as object,
    clocks: { referralAnswerHours: 24, subjectRequestDays: 7, retentionYears: 5 },
    erasureGrounds: ['KG-Law-58-2008', 'KG-Digital-Code-178-2025'],
    consentTextVersion: 'kg-draft-1',
    languages: ['ky', 'ru', 'tg', 'en'],
    quickExitUrl: 'https://www.wikipedia.org/',
    ownAccounts: false,
    verified: false,
  });
});

it('names articles that a proceeding can be under', async () => {
  const { body } = await on.get(null, '/installation');
  for (const { article, from, until } of body.articles as { article: string; from?: string; until?: string }[]) {
    expect(article).toMatch(/^[0-9]{1,3}([-.][0-9]{1,2})?$/);
    expect((from ?? '') < (until ?? '9999')).toBe(true);
  }
});
