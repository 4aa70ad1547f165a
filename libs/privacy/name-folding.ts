/**
 * The letters of Russian, Kyrgyz, Tajik, Uzbek, Ukrainian and Kazakh Cyrillic, and of the Latin alphabets of the
 * region, as passports write them (ICAO Doc 9303 part 3, section 6); what marks only softness or length is dropped.
 */
const letters: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'а:a б:b в:v г:g ґ:g ғ:g д:d е:e ё:yo є:ye ж:zh з:z и:i й:y і:i ї:yi ӣ:i к:k қ:k л:l м:m н:n ң:ng о:o ө:o п:p р:r ' +
    'с:s т:t у:u ү:u ұ:u ӯ:u ў:u ф:f х:kh ҳ:kh һ:kh ц:ts ч:ch ҷ:j ш:sh щ:shch ъ: ы:y ь: э:e ә:a ю:yu я:ya ' +
    'ç:ch č:ch ş:sh š:sh ž:zh ğ:g ı:i ñ:ng ß:ss æ:e ø:o'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** What the ways of writing one sound in Latin letters have in common. Tried in this order at each place. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/shch|sch|sh/y, 'š'],
  [/tch|ch/y, 'č'],
  [/dzh|zh|dj|j/y, 'j'],
  [/ts|tz|c(?=[eiyv])/y, 'c'],
  [/kh/y, 'h'],
  [/gh/y, 'g'],
  [/ngg?/y, 'n'],
  [/ph/y, 'f'],
  [/ck|q|c/y, 'k'],
  // Alexey, and Baxtiyor in Uzbek letters
  [/(?<=[aeiou])x(?=[aeiou])/y, 'ks'],
  [/x/y, 'h'],
  [/w/y, 'v'],
  [/y/y, 'i'],
];

const apostrophes = /['’‘ʼʻ`´ʹ]/gu;
const initials = /(?<![\p{L}\p{M}])\p{L}\p{M}*\./gu;

/**
 * The words of a name in one form for all the ways it is written: in Cyrillic or Latin letters, with or without Kyrgyz,
 * Tajik and Turkic ones, long vowels, soft signs and the many transliterations (kh/h, zh/j, y/i, yu/iu, ye/e, yo/e).
 * It joins some names that differ; it is for finding, not for telling apart. Each word once, alphabetical; initials
 * with a full stop are left out.
 */
export function foldName(name: string): string[] {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(initials, ' ')
    .replace(apostrophes, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u);
  return [...new Set(words.map(foldWord))].filter((word) => word !== '').sort();
}

function foldWord(word: string): string {
  const latin = Array.from(word, (letter) => letters[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  return once(once(sounded(latin)).replace(/i[eo]/g, 'e'));
}

/** In one pass, so that what one rule made is not read by another: Исхак is Iskhak, never Išak. */
function sounded(latin: string): string {
  let folded = '';
  for (let at = 0; at < latin.length;) {
    const rule = sounds.find(([written]) => {
      written.lastIndex = at;
      return written.test(latin);
    });
    folded += rule ? rule[1] : latin[at];
    at = rule ? rule[0].lastIndex : at + 1;
  }
  return folded;
}

/** Letters written several times, once. */
const once = (text: string): string => text.replace(/(.)\1+/gu, '$1');
