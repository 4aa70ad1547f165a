import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const root = new URL('../../../', import.meta.url).pathname;
/** Parameters, constants and members of these names hold what is said to the caller. */
const names = new Set(['detail', 'reason']);
/** Where `reason` is a sentence; elsewhere it is a code. */
const sentencesAsReasons = /^libs\/interchange\//;

/**
 * Every sentence with which the API refuses something, read from the sources: what goes in as `detail`, whoever takes it
 * on. A computed part is its name in braces: `wait {minutes} minutes`. Throws for one that cannot be read.
 */
export function refusals(): Set<string> {
  const files = globSync(['libs/**/*.ts', 'apps/*/*.ts'], { cwd: root })
    .filter((file) => !/^apps\/web\/|\.(spec|testing|d)\.ts$/.test(file))
    .map((file) => ts.createSourceFile(file, readFileSync(root + file, 'utf8'), ts.ScriptTarget.Latest, true));
  const takers = new Map(files.map((file) => [file, takersOf(file)]));
  const everywhere = new Map(files.filter(isKernel).flatMap((file) => [...takers.get(file)!]));
  return new Set(files.flatMap((file) => saidIn(file, new Map([...everywhere, ...takers.get(file)!]))));
}

const isKernel = (file: ts.SourceFile): boolean => file.fileName.startsWith('libs/kernel/');

const isSentence = (name: string, { fileName }: ts.SourceFile): boolean =>
  names.has(name) && (name === 'detail' || sentencesAsReasons.test(fileName));

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const inner: ts.Node[] = [];
  ts.forEachChild(node, (child) => void inner.push(child));
  for (const child of inner) yield* nodesOf(child);
}

/** Functions and classes of a file that take a sentence: which of their parameters it is, by their name. */
function takersOf(file: ts.SourceFile): Map<string, number> {
  const found = new Map<string, number>();
  for (const node of nodesOf(file)) {
    if (!ts.isFunctionLike(node)) continue;
    const at = node.parameters.findIndex(({ name }) => ts.isIdentifier(name) && isSentence(name.text, file));
    const owner = ts.isFunctionDeclaration(node) ? node : node.parent;
    const name = (owner as ts.NamedDeclaration).name;
    if (at >= 0 && name && ts.isIdentifier(name)) found.set(name.text, at);
  }
  return found;
}

function saidIn(file: ts.SourceFile, takers: ReadonlyMap<string, number>): string[] {
  return [...nodesOf(file)].flatMap((node) => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const at = ts.isIdentifier(node.expression) ? takers.get(node.expression.text) : undefined;
      const sentence = at === undefined ? undefined : node.arguments?.[at];
      return sentence ? sentencesOf(sentence, file) : [];
    }
    const isMember = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
    if (!isMember || !isOfField(node.parent) || !isSentence(node.name.getText(file), file)) return [];
    return sentencesOf(ts.isPropertyAssignment(node) ? node.initializer : node.name, file);
  });
}

/** `{ pointer, detail }` of a problem, or `{ column, reason }` of a row: the detail of an event is none. */
const isOfField = ({ properties }: ts.ObjectLiteralExpression): boolean =>
  properties.some(({ name }) => name && ts.isIdentifier(name) && ['pointer', 'column'].includes(name.text));

function sentencesOf(expression: ts.Expression, file: ts.SourceFile): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isTemplateExpression(expression)) return [patternOf(expression, file)];
  if (ts.isConditionalExpression(expression)) {
    return [...sentencesOf(expression.whenTrue, file), ...sentencesOf(expression.whenFalse, file)];
  }
  if (ts.isElementAccessExpression(expression)) return valuesOf(expression.expression.getText(file), file);
  const constants = ts.isIdentifier(expression) ? constantsOf(expression.text, file) : [];
  if (constants.length > 0) return constants.flatMap((value) => sentencesOf(value, file));
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  // passed on: it is read where it was made
  if (ts.isIdentifier(name) && isSentence(name.text, file)) return [];
  throw new Error(`${file.fileName} says what cannot be read: ${expression.getText(file)}`);
}

function patternOf({ head, templateSpans }: ts.TemplateExpression, file: ts.SourceFile): string {
  const spans = templateSpans.map(({ expression, literal }) => {
    if (!ts.isIdentifier(expression) && !ts.isPropertyAccessExpression(expression)) {
      throw new Error(`${file.fileName} says a part without a name: ${expression.getText(file)}`);
    }
    return `{${expression.getText(file)}}${literal.text}`;
  });
  return head.text + spans.join('');
}

/** What the constants of a name are, wherever in the file. */
const constantsOf = (name: string, file: ts.SourceFile): ts.Expression[] =>
  [...nodesOf(file)].flatMap((node) =>
    ts.isVariableDeclaration(node) && node.name.getText(file) === name && node.initializer ? [node.initializer] : [],
  );

/** The sentences of a table: `stands[state]`. */
const valuesOf = (table: string, file: ts.SourceFile): string[] =>
  constantsOf(table, file)
    .filter(ts.isObjectLiteralExpression)
    .flatMap(({ properties }) => properties.filter(ts.isPropertyAssignment))
    .flatMap(({ initializer }) => sentencesOf(initializer, file));
