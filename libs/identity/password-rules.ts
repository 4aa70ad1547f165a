/** Why a password is refused. */
export type PasswordProblem = 'too-short' | 'too-long' | 'like-user-name' | 'common';

const SHORTEST = 12;
const LONGEST = 256;

/** What is tried first: parts that long common passwords are made of, here and elsewhere. */
const commonParts = [
  'password', 'qwerty', 'qwertz', 'azerty', 'letmein', 'welcome', 'iloveyou', 'administrator', 'admin', 'changeme',
  'secret', 'monkey', 'dragon', 'football', 'sunshine', 'princess', 'master', 'abc', 'asdfgh', 'zxcvbn', '1q2w3e4r',
  'пароль', 'йцукен', 'привет', 'любовь', 'сырсөз', 'рамз', 'parol', 'salam', 'kyrgyzstan', 'кыргызстан', 'bishkek',
  'бишкек', 'tajikistan', 'тоҷикистон', 'dushanbe', 'душанбе', 'tirek', 'тирек',
]; // prettier-ignore

/** Made of nothing but common parts, digits and signs. */
function isCommon(password: string): boolean {
  const longestFirst = [...commonParts].sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, part) => left.replaceAll(part, ''), password.toLowerCase());
  return !/\p{L}{2}/u.test(rest);
}

/** One character over and over, or a run along the alphabet or the digits. */
const isRun = (password: string): boolean => {
  const codes = [...password].map((one) => one.codePointAt(0)!);
  const steps = new Set(codes.slice(1).map((code, index) => code - codes[index]!));
  return steps.size === 1 || new Set(codes).size < 4;
};

/**
 * Why a password may not be used; undefined: it may. Length, not composition (NIST SP 800-63B, 3.1.1.2): at least 12
 * characters, not the user name, not one of those that are tried first.
 */
export function passwordProblem(password: string, user: string): PasswordProblem | undefined {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  if (length < SHORTEST) return 'too-short';
  if (length > LONGEST) return 'too-long';
  if (text.toLowerCase().replaceAll(user.toLowerCase(), '').length < SHORTEST / 2) return 'like-user-name';
  return isCommon(text) || isRun(text) ? 'common' : undefined;
}
