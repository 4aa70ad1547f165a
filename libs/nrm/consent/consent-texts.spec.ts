import { createHash } from 'node:crypto';
import { consentText, consentTextVersions, hasConsentText, languagesOfConsentText } from '#country';
import { consentPurposes } from '#nrm/codes';

const languages = ['ky', 'ru', 'tg', 'en'];

/**
 * The digests of the versions that people may have been read: such a text is never edited. A change is a new version
 * beside it, with a digest of its own here.
 */
const digests: Record<string, string> = {
  'kg-draft-1': '0543bf0a11210b5539d47651aa1284085088e3d34c88fe36a6be2a1006b6df61',
  'tj-draft-1': 'ff541a21c48b44072512a1fc2b079018cb30d0f1ccf868f6d725c7b4a2029e7d',
};

const whole = (version: string) =>
  consentPurposes.flatMap((purpose) => languages.map((language) => consentText(version, purpose, language)));

describe.each(consentTextVersions)('the consent text %s', (version) => {
  it('is as it was when it was first read out', () => {
    // a review is noted beside the words, and changes none of them
    const words = whole(version).map((text) => ({ ...text, reviewedBy: undefined }));
    expect(createHash('sha256').update(JSON.stringify(words)).digest('hex')).toBe(digests[version]);
  });

  it('is there in every language, for every purpose', () => {
    expect([...languagesOfConsentText(version)].sort()).toEqual([...languages].sort());
    for (const text of whole(version)) {
      expect(text).toMatchObject({ version, title: expect.stringMatching(/./), agreement: expect.stringMatching(/./) });
    }
  });

  it('answers the seven questions of HTCDS, in words of its own in each language', () => {
    for (const text of whole(version)) {
      expect(text?.points.map(({ point }) => point)).toEqual([
        'Interview',
        'Purpose',
        'Use',
        'Statistics',
        'Access',
        'Storage',
        'Withdrawal',
      ]);
    }
    for (const point of [0, 1, 2, 3, 4, 5, 6]) {
      const said = languages.map((language) => consentText(version, 'Referral', language)?.points[point]?.text);
      expect(new Set(said).size).toBe(languages.length);
    }
  });

  it('was reviewed by nobody, and says so', () => {
    for (const text of whole(version)) expect(text?.reviewedBy).toBeUndefined();
  });
});

describe('a consent text', () => {
  it('is found by the language alone, whatever its region', () =>
    expect(consentText('kg-draft-1', 'Referral', 'KY-kg')).toMatchObject({ language: 'ky' }));

  it.each([
    ['kg-draft-0', 'Referral', 'ky'],
    ['kg-draft-1', 'Nothing', 'ky'],
    ['kg-draft-1', 'constructor', 'ky'],
    ['kg-draft-1', 'Referral', 'uz'],
    ['kg-draft-1', 'Referral', 'constructor'],
  ])('%s for %s in %s is not there', (version, purpose, language) =>
    expect(consentText(version, purpose, language)).toBeUndefined(),
  );

  it('is known by its version', () => {
    expect(hasConsentText('tj-draft-1')).toBe(true);
    expect(hasConsentText('tj-draft-2')).toBe(false);
  });
});
