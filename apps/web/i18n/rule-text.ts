/** The sentences of the API in the words of a language. A part of a sentence that is computed has a name: `{max}`. */
export type Rules = Readonly<Record<string, string>>;

/** What the API says, in the words of a language; undefined when there are none for it. */
export function ruleText(rules: Rules, said: string): string | undefined {
  if (Object.hasOwn(rules, said)) return rules[said];
  for (const pattern of patternsOf(rules)) {
    const parts = partsOf(pattern, said);
    if (parts) return rules[pattern]!.replace(anyPart, (_, name: string) => parts.get(name)!);
  }
  return undefined;
}

const anyPart = /{([\w.]+)}/g;

/** The sentences with parts. The longest come first: "at least {min} and at most {max}" is none of "at least {min}". */
const patternsOf = (rules: Rules): string[] =>
  Object.keys(rules)
    .filter((sentence) => sentence.includes('{'))
    .sort((one, other) => other.length - one.length);

/** The parts of a sentence by their names; undefined when it is another sentence. */
function partsOf(pattern: string, said: string): ReadonlyMap<string, string> | undefined {
  const names = [...pattern.matchAll(anyPart)].map(([, name]) => name!);
  const literals = pattern.split(/{[\w.]+}/).map((text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`));
  const found = new RegExp(`^${literals.join('(.+?)')}$`).exec(said)?.slice(1);
  return found && new Map(names.map((name, index) => [name, found[index]!]));
}
