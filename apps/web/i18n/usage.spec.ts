import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openIn, pluralOf, textsOf } from './messages.testing.js';
import { namespaces } from './namespaces.js';

const web = join(import.meta.dirname, '..');

/** Subjects whose keys are codes and sentences of the API: each of them may come up. */
const ofCodes = new Set(['codes', 'events', 'countries', 'rules']);

/** A text that a source names: its key, which may have parts that are only known at run time, and what is handed to it. */
interface Use {
  readonly file: string;
  /** Without a namespace: of any of `subjects`. */
  readonly key: RegExp;
  readonly subjects: readonly string[];
  /** The source of the whole call. */
  readonly call: string;
}

const literal = String.raw`'[^'\n]+'|"[^"\n]+"|\`[^\`\n]+\``;
const escaped = (text: string): string => text.replaceAll(/[.*+?^()|[\]\\]/g, String.raw`\$&`);

/** From the bracket that opens at `start` to the one that closes it. */
function callFrom(source: string, start: number): string {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    if (source[at] === '(') depth++;
    else if (source[at] === ')' && --depth === 0) return source.slice(start, at + 1);
  }
  return source.slice(start);
}

function usesIn(file: string): Use[] {
  const source = readFileSync(join(web, file), 'utf8');
  const named = [...source.matchAll(/(?:useTranslation\(|TFunction<|getFixedT\([^,]*, )\[?((?:'[a-z]+'(?:, )?)+)/g)];
  const own = named.map(([, list]) => /'([a-z]+)'/.exec(list!)![1]!);
  const subjects = own.length > 0 ? [...new Set(own)] : ['common'];
  const use = (text: string, call: string): Use => {
    const [, subject, key] = /^([a-z]+):(.+)$/.exec(text) ?? [];
    const pattern = escaped(key ?? text).replaceAll(/\$\{[^}]*\}/g, '[^.]+');
    return { file, key: new RegExp(`^${pattern}$`), subjects: subject ? [subject] : subjects, call };
  };
  const calls = [...source.matchAll(new RegExp(String.raw`\bt\(\s*(${literal})`, 'g'))].map((found) =>
    use(found[1]!.slice(1, -1), callFrom(source, found.index + 1)),
  );
  // a key that is chosen first, and one that stands in a table
  const mentioned = [...source.matchAll(new RegExp(literal, 'g'))].map(([text]) => use(text.slice(1, -1), ''));
  return [...calls, ...mentioned];
}

const sources = globSync('**/*.{ts,tsx}', { cwd: web }).filter((file) => !/\.(spec|testing)\.ts$|\.d\.ts$/.test(file));
const uses = sources.flatMap(usesIn);
const texts = new Map(namespaces.map((namespace) => [namespace as string, textsOf('en', namespace)]));
const nameOf = (key: string): string => pluralOf(key)?.base ?? key;

it.each(namespaces.filter((namespace) => !ofCodes.has(namespace)))('every text of %s is used', (namespace) => {
  const here = uses.filter(({ subjects }) => subjects.includes(namespace));
  const unused = [...texts.get(namespace)!.keys()].filter((key) => !here.some((use) => use.key.test(nameOf(key))));
  expect(unused).toEqual([]);
});

it('every text gets what it leaves open', () => {
  const wrong = uses.flatMap(({ file, key, subjects, call }) =>
    subjects.flatMap((subject) =>
      call === ''
        ? []
        : [...(texts.get(subject) ?? [])]
            .filter(([name]) => key.test(nameOf(name)))
            .flatMap(([name, text]) => [...openIn(text), ...(pluralOf(name) ? ['count'] : [])])
            .filter((open) => !new RegExp(String.raw`[{,]\s*${open}\b|\.\.\.`).test(call))
            .map((open) => `${file}: ${call} lacks ${open}`),
    ),
  );
  expect([...new Set(wrong)]).toEqual([]);
});
